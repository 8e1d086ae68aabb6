// Goods of a paid order that come back: rehearsed first, shown with where the money goes, then done.
import {approved, choices, dialog, form, html, icon, nothing, reasonField, show, textField} from '../app/parts.js';
import {Problem, call, nextKey} from '../app/api.js';
import {t, word} from '../app/i18n.js';
import {exactly, minus, money, quantity, sign, step, sum} from '../app/money.js';
import {readSettings, reasonsOf} from '../app/settings.js';
import {checkName, openChecks} from './pay.js';
import {lines, portion} from './pieces.js';
import {handedOver} from './refunds.js';
import {leftOf, nameOf, paidBy} from './returned.js';
import {sums} from './sums.js';

const OTHER_TENDER = 'SaleOrder.refundOtherTender';

/** One more or less, between nothing and all of it: what is left of a quantity that is not whole comes as one. */
function stepped(taken, by, left) {
  const next = step(taken, by);
  return sign(next) < 0 ? '0' : sign(minus(next, left)) > 0 ? left : next;
}

/** One line, and how much of it comes back. */
function lineOf(d, line) {
  const {taken, restock} = d.state;
  const some = taken.get(line.id) ?? '0';
  const put = amount => {
    taken.set(line.id, amount);
    d.redraw();
  };
  return html`<div class="return-line ${sign(some) > 0 ? 'some' : ''}">
    <span class="said"><span class="name">${line.name}</span>
      ${line.parts.map(part => html`<span class="soft">${quantity(part.quantity)} ${part.name}</span>`)}
      <span class="soft">${t('return.of', {n: quantity(line.left)})}</span></span>
    <div class="stepper"><button type="button" aria-label=${t('return.less', {name: line.name})} ?disabled=${sign(some) <= 0}
        @click=${() => put(stepped(some, -1, line.left))}>${icon('less')}</button>
      <output>${quantity(some)}</output>
      <button type="button" aria-label=${t('return.more', {name: line.name})} ?disabled=${sign(minus(line.left, some)) <= 0}
        @click=${() => put(stepped(some, 1, line.left))}>${icon('plus')}</button></div>
    ${sign(some) > 0 ? html`<label class="tick"><input type="checkbox" .checked=${restock.has(line.id)} @change=${event => {
      restock[event.target.checked ? 'add' : 'delete'](line.id);
      d.redraw();
    }}><span>${t('return.restock')}</span></label>` : nothing}</div>`;
}

/** What comes back, and why: the body of the request. */
const choose = order => dialog({
  title: t('return.title'),
  kind: 'broad',
  state: {taken: new Map(), restock: new Set(), reason: '', note: ''},
  draw: d => {
    const {state} = d;
    const list = reasonsOf('return');
    const left = lines(order).map(line => ({...line, left: leftOf(order, line)})).filter(line => sign(line.left) > 0);
    const wanted = left.filter(line => sign(state.taken.get(line.id) ?? '0') > 0);
    const reason = state.reason.trim();
    return form(d, async () => d.done({
      lines: wanted.map(line => ({
        itemId: line.id, quantity: state.taken.get(line.id), restock: state.restock.has(line.id), ...(reason ? {reasonCode: reason} : {}),
      })),
      ...(state.note.trim() ? {note: state.note.trim()} : {}),
    }), html`<div class="return-head"><p>${t('return.what')}</p>
        <button type="button" @click=${() => {
          left.forEach(line => state.taken.set(line.id, line.left));
          d.redraw();
        }}>${t('return.all')}</button></div>
      ${left.map(line => lineOf(d, line))}
      <div class="why">${list.length ? html`<p><b>${t('reason')}</b></p>` : nothing}${reasonField(state.reason, one => d.set({reason: one}),
        {list, usual: [t('reason.wrong'), t('reason.changed'), t('reason.mistake')], required: list.length > 0, max: 40})}</div>
      ${textField(t('return.note'), state.note, note => d.set({note}), {max: 2000})}`,
    {ok: t('next'), disabled: !wanted.length || (list.length > 0 && !reason)});
  },
});

/** What it would come to, by the tender it was paid by or by another; with the body that does exactly that. */
async function rehearse(path, wanted, way, match) {
  const rehearsed = async body => ({...await call('createReturn', {path, body, query: {dryRun: 'true'}, match}), body});
  const usual = await rehearsed(wanted);
  const amount = sum('0', ...usual.refunds.map(refund => refund.amount));
  if (!way || sign(amount) <= 0) {
    return usual;
  }
  const by = due => rehearsed({...wanted, refunds: [{method: way, amount: due}]});
  const other = await by(amount);
  // Of cash that was rounded another sum goes back when cash goes first.
  const differs = other.blockers.find(blocker => blocker.code === 'refunds-differ');
  return differs ? by(differs.facts.due) : other;
}

/** What of it falls on one guest's part of the bill, or on the order as a whole: the goods, and the payments their money goes back to. */
function partOf(order, {saleReturn, refunds}, checkId) {
  const check = openChecks(order).find(one => one.id === checkId);
  const wholeOf = item => sum(...saleReturn.items.filter(one => one.itemId === item.itemId).map(one => one.quantity));
  const goods = saleReturn.items.filter(item => item.saleCheckId === checkId && !order.items.find(one => one.id === item.itemId)?.leadItemId);
  return html`<section class="return-part">${check ? html`<h3>${checkName(check)}</h3>` : nothing}
    <p class="soft">${goods.map(item => `${portion(check, item.quantity, wholeOf(item))} × ${nameOf(order, item.itemId)}`).join(', ')}</p>
    ${refunds.filter(refund => refund.saleCheckId === checkId).map(refund => html`<p class="due-line refund"><span><b>${word('method', refund.method)}</b>
      <span class="soft">${word('refundWay', refund.way)}${paidBy(order, refund) ? `, ${paidBy(order, refund)}` : ''}</span></span>
      <span class="amount">${exactly(refund.amount, refund.currency)}</span></p>`)}</section>`;
}

const blockersOf = blockers => html`<div class="refusal" role="alert"><p>${t('regroup.blocked')}</p>
  <ul>${blockers.map(blocker => html`<li>${new Problem(blocker).words}</li>`)}</ul></div>`;

/** All of a rehearsal: the sums of what comes back, and where each amount goes. */
function rehearsal(order, result) {
  const {saleReturn, refunds} = result;
  const checks = [...new Set([...saleReturn.items, ...refunds].map(one => one.saleCheckId))];
  return html`${sums(saleReturn)}
    ${sign(saleReturn.cashRounding) === 0 ? nothing : html`<p class="due-line"><span>${t('cashRounding')}</span>
      <span class="amount">${exactly(saleReturn.cashRounding, saleReturn.currency)}</span></p>`}
    ${sign(saleReturn.unpaidReturned) === 0 ? nothing : html`<p class="due-line"><span>${t('return.unpaid')}</span>
      <span class="amount">${exactly(saleReturn.unpaidReturned, saleReturn.currency)}</span></p>`}
    <h3>${t('return.money')}</h3>
    ${checks.map(id => partOf(order, result, id))}`;
}

/** Takes goods back. True when it was done. What was chosen and shown is of this order: one that somebody changed meanwhile refuses it. */
export async function giveBack(order) {
  await readSettings().catch(show);
  const wanted = await choose(order);
  if (!wanted) {
    return false;
  }
  const path = {id: order.id};
  const match = order.revision;
  let result = await rehearse(path, wanted, '', match);
  const inCashOnly = result.refunds.every(refund => refund.method === 'CASH');
  // One key for all taps of this dialog: a tap after a lost answer does not give it twice.
  const keys = {'': nextKey(), CASH: nextKey(), OTHER: nextKey()};
  const done = await dialog({
    title: t('return.title'),
    kind: 'broad',
    state: {way: ''},
    draw: d => {
      const {saleReturn, refunds} = result;
      const asks = result.blockers.some(blocker => blocker.facts.permission === OTHER_TENDER);
      const blockers = result.blockers.filter(blocker => blocker.facts.permission !== OTHER_TENDER);
      const amount = sum('0', ...refunds.map(refund => refund.amount));
      return html`${blockers.length ? blockersOf(blockers) : nothing}
        ${inCashOnly ? nothing : choices(t('return.how'), [['', t('return.asPaid')], ['CASH', t('return.inCash')], ['OTHER', t('return.byHand')]],
          d.state.way, way => !d.busy && d.run(async () => {
            result = await rehearse(path, wanted, way, match);
            d.set({way});
          }))}
        ${saleReturn ? rehearsal(order, result) : nothing}
        ${asks ? html`<p class="soft">${t('return.asks')}</p>` : nothing}
        ${blockers.length || !saleReturn ? nothing : html`<footer><button class="big bad" ?disabled=${d.busy} @click=${() => d.run(async () => {
          const answer = await approved({orderId: order.id},
            approvals => call('createReturn', {path, body: result.body, key: keys[d.state.way], match, approvals}));
          if (answer) {
            d.done(answer);
          }
        })}>${sign(amount) > 0 ? t('return.ok', {amount: money(amount, order.currency)}) : t('return.okNothing')}</button></footer>`}`;
    },
  });
  if (!done) {
    return false;
  }
  await handedOver(t('return.done'), done.refunds);
  return true;
}
