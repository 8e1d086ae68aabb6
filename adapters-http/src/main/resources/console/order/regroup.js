// Orders put together, taken apart, and both undone: rehearsed first, shown, then done.
import {dialog, html, nothing, show, toast} from '../app/parts.js';
import {call, list} from '../app/api.js';
import {moment, t, word} from '../app/i18n.js';
import {currency} from '../app/session.js';
import {money, sum} from '../app/money.js';
import {orderName} from '../app/orders.js';
import {pieces} from './pieces.js';

const whole = amounts => amounts.filter(one => one.checkId === null);

/** What a rehearsal says would become of each order. */
function rehearsed(result) {
  if (result.blockers.length) {
    return html`<div class="refusal" role="alert"><p>${t('regroup.blocked')}</p>
      <ul>${result.blockers.map(blocker => html`<li>${word('problem', blocker.code) === blocker.code ? blocker.message : word('problem', blocker.code)}</li>`)}</ul></div>`;
  }
  const names = new Map([result.order, ...result.orders].map(order => [order.id, orderName(order)]));
  const {before = [], after = []} = result.operation ?? {};
  const ids = [...new Set([...whole(before), ...whole(after)].map(one => one.orderId))];
  const amount = (rows, id) => {
    const found = whole(rows).find(one => one.orderId === id);
    return found ? money(found.total, currency()) : '–';
  };
  const total = rows => money(sum('0', ...whole(rows).map(one => one.total)), currency());
  return html`<table><thead><tr><th>${t('order')}</th><th class="num">${t('regroup.before')}</th><th class="num">${t('regroup.after')}</th></tr></thead>
    <tbody>${ids.map(id => html`<tr><td>${names.get(id) ?? t('regroup.newOrder')}</td><td class="num">${amount(before, id)}</td><td class="num">${amount(after, id)}</td></tr>`)}
    <tr><th>${t('total')}</th><td class="num"><b>${total(before)}</b></td><td class="num"><b>${total(after)}</b></td></tr></tbody></table>`;
}

/** Rehearses, shows it, does it. True when it was done. */
async function rehearse(title, ok, operation, path, body) {
  let result;
  try {
    result = await call(operation, {path, body, query: {dryRun: 'true'}});
  } catch (failure) {
    show(failure);
    return false;
  }
  const done = await dialog({
    title,
    kind: 'broad',
    draw: d => html`${rehearsed(result)}${result.blockers.length ? nothing : html`<footer><button class="big main" ?disabled=${d.busy} autofocus
      @click=${() => d.run(async () => {
        await call(operation, {path, body});
        d.done(true);
      })}>${ok}</button></footer>`}`,
  });
  if (done) {
    toast(t('done'));
  }
  return done === true;
}

export const merge = (id, sources) =>
  rehearse(t('regroup.merge'), t('regroup.mergeOk'), 'mergeOrders', {id}, {sourceOrderIds: sources});

/** Chooses what to merge into this order. */
export async function mergeInto(order) {
  const others = (await list('listOrders', {query: {status: 'DRAFT', limit: 200}})).filter(other => other.id !== order.id);
  const chosen = await dialog({
    title: t('regroup.which'),
    state: {chosen: new Set()},
    draw: d => others.length ? html`<div class="actions">${others.map(other => html`<button aria-pressed=${d.state.chosen.has(other.id)} @click=${() => {
      if (!d.state.chosen.delete(other.id)) {
        d.state.chosen.add(other.id);
      }
      d.redraw();
    }}>${orderName(other)} · ${money(other.total, other.currency)}</button>`)}</div>
    <footer><button class="big main" ?disabled=${!d.state.chosen.size} @click=${() => d.done([...d.state.chosen])}>${t('next')}</button></footer>`
      : html`<p class="empty">${t('regroup.noOther')}</p>`,
  });
  return chosen ? merge(order.id, chosen) : false;
}

/** Chooses what goes into an order of its own. */
export async function split(order) {
  const wanted = await dialog({
    title: t('regroup.split'),
    kind: 'broad',
    state: {taken: new Set(), name: ''},
    draw: d => html`<p>${t('regroup.splitWhat')}</p>
      <div class="choices">${pieces(order).map(piece => html`<button aria-pressed=${d.state.taken.has(piece.key)} @click=${() => {
        if (!d.state.taken.delete(piece.key)) {
          d.state.taken.add(piece.key);
        }
        d.redraw();
      }}>${piece.text}</button>`)}</div>
      <footer><button class="big main" ?disabled=${!d.state.taken.size} @click=${() => d.done(d.state.taken)}>${t('next')}</button></footer>`,
  });
  if (!wanted) {
    return false;
  }
  const items = new Map();
  pieces(order).filter(piece => wanted.has(piece.key))
    .forEach(piece => items.set(piece.itemId, sum(items.get(piece.itemId) ?? '0', piece.quantity)));
  return rehearse(t('regroup.split'), t('regroup.splitOk'), 'splitOrder', {id: order.id},
    {orders: [{items: [...items].map(([itemId, quantity]) => ({itemId, quantity}))}]});
}

/** Chooses which merge or split is undone. */
export async function undo(order) {
  const operations = (await list('getOrderProof', {path: {id: order.id}, query: {limit: 50}})).filter(operation => operation.undoable);
  const chosen = operations.length === 1 ? operations[0] : await dialog({
    title: t('regroup.undo'),
    draw: d => operations.length ? html`<div class="actions">${operations.map(operation => html`<button @click=${() => d.done(operation)}>
      ${word('operation', operation.kind)} · ${moment(operation.at)}</button>`)}</div>` : html`<p class="empty">${t('regroup.nothing')}</p>`,
  });
  if (!chosen) {
    return false;
  }
  return rehearse(t('regroup.undo'), t('regroup.undoOk'), chosen.kind.includes('MERGE') ? 'undoMerge' : 'undoSplit',
    {id: chosen.orderId}, {operationId: chosen.id});
}

