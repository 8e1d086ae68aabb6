// The bill: priced, divided, paid. Only the service says that money came.
import {amountOf, choices, confirm, dialog, form, html, icon, nothing, show, toast} from '../app/parts.js';
import {call} from '../app/api.js';
import {payUrl} from '../app/page.js';
import {language, t} from '../app/i18n.js';
import {exactly, minus, money, quantity, sign, sum} from '../app/money.js';
import {readSettings} from '../app/settings.js';
import {takeCash, takesCash} from './cash.js';
import {lines, pieces, portion} from './pieces.js';
import {netOf, sums} from './sums.js';

/** What is still to be paid; 0 of a draft, which nobody can pay. */
export const dueOf = order => order.due ?? '0';
export const openChecks = order => (order.checks ?? []).filter(check => check.status !== 'CANCELLED');

/** What it will cost, without checking it out. */
export async function preview(order) {
  try {
    const priced = await call('previewPrice', {path: {id: order.id}, body: {}});
    await dialog({title: t('pay.preview'), draw: () => html`
      <table>${priced.items.map(item => html`<tr><td>${quantity(item.quantity)} × ${item.name}</td><td class="num">${exactly(item.total, priced.currency)}</td></tr>`)}</table>
      ${sums(priced)}
      ${priced.aboveLimit.length ? html`<p class="refusal">${t('pay.aboveLimit')}</p>` : nothing}`});
  } catch (failure) {
    show(failure);
  }
}

/**
 * Has the rest of an order or check paid at MQ-Pay's page, or shows its reference. Closes when the service says that all is paid.
 *
 * fresh() gives the order as it is known now, listen(f) calls f whenever that changes and gives the way to stop, reload() reads it again.
 */
export async function pay({order, check = null, fresh, listen, reload}) {
  const of = () => {
    const now = fresh();
    return check ? openChecks(now).find(one => one.id === check.id) ?? check : now;
  };
  const due = () => (check ? of().due : dueOf(of()));
  const source = check ? ['SaleCheck', check.id] : ['SaleOrder', order.id];
  // The page of MQ-Pay is asked anew when another sum is due.
  const address = () => payUrl && `${payUrl}?${new URLSearchParams({
    sourceType: source[0], sourceId: source[1], total: of().total, due: due(), cashDue: of().cashDue, currency: order.currency, locale: language.value,
  })}`;
  await readSettings().catch(show);
  let stop = () => {};
  const paid = await dialog({
    title: t('pay.title'),
    kind: 'pay',
    draw: d => {
      stop();
      stop = listen(() => {
        if (sign(due()) <= 0) {
          d.done(true);
        } else {
          d.redraw();
        }
      });
      return html`<p class="due-line"><span>${t('pay.due')}</span><b class="amount">${money(due(), order.currency)}</b></p>
        ${of().cashDue === due() ? nothing : html`<p class="due-line in-cash"><span>${t('pay.cashDue')}</span>
          <span class="amount">${money(of().cashDue, order.currency)}</span></p>`}
        ${takesCash() ? html`<button class="big" @click=${() => takeCash({order, check, due: () => of().cashDue ?? '0', listen, reload})}>${t('cash.title')}</button>` : nothing}
        ${payUrl ? html`<iframe title=${t('pay.frame')} src=${address()}></iframe>`
          : html`<p>${t('pay.reference')}</p><p class="reference">${source[0]} ${source[1]}</p><p class="soft pulse">${t('pay.waiting')}</p>`}`;
    },
  });
  stop();
  if (paid) {
    toast(t('pay.done'), 'good');
  }
}

/** Divides the bill four ways. True when it was divided. */
export const divide = order => dialog({
  title: t('divide.title'),
  kind: 'broad',
  state: {mode: 'EVENLY', parts: Math.max(2, order.guestCount ?? 2), amounts: ['', ''], owners: new Map(), guests: Math.max(2, order.guestCount ?? 2)},
  draw: d => {
    const state = d.state;
    const body = bodyOf(order, state);
    return form(d, async () => {
      await call('createChecks', {path: {id: order.id}, body});
      d.done(true);
    }, html`
      ${choices(t('divide.how'), ['EVENLY', 'BY_ITEM', 'BY_SEAT', 'BY_AMOUNT'].map(mode => [mode, t(`divide.${mode}`)]), state.mode, mode => d.set({mode}))}
      <p class="due-line"><span>${t('divide.all')}</span><b class="amount">${money(order.total, order.currency)}</b></p>
      ${WAYS[state.mode](d, order)}`,
    {ok: t('divide.ok'), disabled: !body});
  },
});

function bodyOf(order, state) {
  if (state.mode === 'EVENLY') {
    return {mode: 'EVENLY', parts: state.parts};
  }
  if (state.mode === 'BY_SEAT') {
    return lines(order).some(line => line.seat > 0) ? {mode: 'BY_SEAT'} : null;
  }
  if (state.mode === 'BY_AMOUNT') {
    const amounts = state.amounts.map(text => amountOf(text, order.currency));
    return amounts.every(Boolean) ? {mode: 'BY_AMOUNT', amounts, remainder: true} : null;
  }
  const checks = Array.from({length: state.guests}, () => new Map());
  pieces(order).forEach(piece => {
    const part = checks[state.owners.get(piece.key) ?? 0];
    part.set(piece.itemId, sum(part.get(piece.itemId) ?? '0', piece.quantity));
  });
  const used = checks.filter(part => part.size);
  return used.length > 1 ? {
    mode: 'BY_ITEM',
    checks: used.map(part => ({items: [...part].map(([itemId, quantity]) => ({itemId, quantity}))})),
  } : null;
}

const stepper = (value, least, most, change) => html`<div class="stepper">
  <button type="button" aria-label=${t('less')} ?disabled=${value <= least} @click=${() => change(value - 1)}>${icon('less')}</button>
  <output>${value}</output>
  <button type="button" aria-label=${t('more')} ?disabled=${value >= most} @click=${() => change(value + 1)}>${icon('plus')}</button></div>`;

const WAYS = {
  EVENLY: d => html`<p>${t('divide.parts')}</p>${stepper(d.state.parts, 2, 50, parts => d.set({parts}))}`,
  BY_SEAT: (d, order) => {
    const seats = Map.groupBy(lines(order), line => line.seat);
    return html`<table>${[...seats].sort(([a], [b]) => a - b).map(([seat, of]) => html`<tr>
      <th scope="row">${seat ? t('seatN', {n: seat}) : t('shared')}</th><td>${of.map(line => line.name).join(', ')}</td>
      <td class="num">${money(sum(...of.map(netOf)), order.currency)}</td></tr>`)}</table>
      ${lines(order).some(line => line.seat > 0) ? nothing : html`<p class="soft">${t('divide.noSeats')}</p>`}`;
  },
  BY_AMOUNT: (d, order) => {
    const known = d.state.amounts.map(text => amountOf(text, order.currency)).filter(Boolean);
    return html`${d.state.amounts.map((amount, index) => html`<label class="field"><span>${t('guestN', {n: index + 1})}</span>
        <input inputmode="decimal" .value=${amount} maxlength="16" @input=${event => {
          d.state.amounts[index] = event.target.value;
          d.redraw();
        }}></label>`)}
      <button type="button" @click=${() => d.set({amounts: [...d.state.amounts, '']})}>${t('divide.more')}</button>
      <p class="due-line"><span>${t('divide.rest')}</span><b class="amount">${money(minus(order.total, sum('0', ...known)), order.currency)}</b></p>`;
  },
  BY_ITEM: (d, order) => html`<p>${t('divide.tap')}</p>${stepper(d.state.guests, 2, 12, guests => d.set({guests}))}
    <div class="choices">${pieces(order).map(piece => {
      const owner = d.state.owners.get(piece.key) ?? 0;
      return html`<button type="button" class="piece" @click=${() => {
        d.state.owners.set(piece.key, (owner + 1) % d.state.guests);
        d.redraw();
      }}><b class="owner">${owner + 1}</b> ${piece.text}</button>`;
    })}</div>
    <table>${Array.from({length: d.state.guests}, (_, guest) => {
      const mine = pieces(order).filter(piece => (d.state.owners.get(piece.key) ?? 0) === guest);
      return html`<tr><th scope="row">${t('guestN', {n: guest + 1})}</th><td>${mine.map(piece => piece.text).join(', ')}</td></tr>`;
    })}</table>`,
};

export const checkName = check => (/^Check \d+$/.test(check.name) ? t('guestN', {n: check.number}) : check.name);

/** What makes the total of a guest's part, and what came in for it. */
const sumsOf = check => dialog({title: checkName(check), draw: () => sums(check, {paid: check.paid})});

/** The divided bill, each guest's part with what is due of it. */
export const checksOf = (order, payCheck) => html`<section class="checks" aria-label=${t('divide.checks')}>
  ${openChecks(order).map(check => html`<div class="check ${sign(check.due) > 0 ? '' : 'paid'}">
    <span class="check-name">${checkName(check)}
      <span class="soft">${check.items.map(part => ({part, item: order.items.find(one => one.id === part.saleOrderItemId)}))
        .filter(({item}) => item && !item.leadItemId)
        .map(({part, item}) => `${portion(check, part.quantity, item.quantity)} ${item.name}`).join(', ')}</span>
      ${sign(check.cashRounding) !== 0 ? html`<span class="soft">${t('cashRounding')} <span class="amount">${exactly(check.cashRounding, check.currency)}</span></span>` : nothing}
      ${sign(check.tip) > 0 ? html`<span class="soft">${t('tip.title')} <span class="amount">${exactly(check.tip, check.currency)}</span></span>` : nothing}
      ${sign(check.cashDue) > 0 && check.cashDue !== check.due ? html`<span class="soft">${t('pay.cashDue')} <span class="amount">${money(check.cashDue, check.currency)}</span></span>` : nothing}</span>
    <button class="amount" title=${t('divide.sums')} @click=${() => sumsOf(check)}>${money(check.total, check.currency)}</button>
    ${sign(check.due) > 0 && payCheck ? html`<button class="main" @click=${() => payCheck(check)}>${t('pay.take', {due: money(check.due, check.currency)})}</button>`
      : html`<span class="chip ${sign(check.due) > 0 ? 'warn' : 'good'}">${sign(check.due) > 0 ? money(check.due, check.currency) : t('paid')}</span>`}
  </div>`)}</section>`;

/** Joins the bill again. */
export async function undivide(order) {
  if (await confirm({title: t('divide.undo'), text: t('divide.undoText'), ok: t('divide.undoOk')})) {
    await call('deleteChecks', {path: {id: order.id}});
  }
}
