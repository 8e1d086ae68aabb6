// What happened to an order, the newest last.
import {dialog, html, nothing, show} from '../app/parts.js';
import {listAll} from '../app/api.js';
import {clock, day, t, word} from '../app/i18n.js';
import {exactly} from '../app/money.js';

const AMOUNTS = ['subtotal', 'total', 'amount', 'cashRounding', 'unpaid'];
const WORDS_OF = {method: 'method', way: 'refundWay', status: 'refund', from: 'refund'};
/** What is said by the rest of an entry, or by nothing that people know. */
const REFUND = ['REFUND_REQUESTED', 'REFUND_CHANGED'];
const HIDDEN = ['returnId', 'refundId', 'attempt', 'replacedBy'];

/** A fact of a return or refund: amounts as money, lines by their names, words of the API in the language on screen. */
function backOf(order, action, [name, value]) {
  if (HIDDEN.includes(name) || (['cashRounding', 'unpaid'].includes(name) && value === '0')) {
    return [];
  }
  const text = AMOUNTS.includes(name) ? exactly(value, order.currency)
    : name === 'items' ? value.replace(/\d{5,}/g, id => (order.items ?? []).find(item => item.id === id)?.name ?? id)
    : REFUND.includes(action) && WORDS_OF[name] ? word(WORDS_OF[name], value) : value;
  return [`${word('detail', name)}: ${text}`];
}

const details = (order, entry) => Object.entries(entry.details).flatMap(([name, value]) =>
  (entry.action === 'RETURNED' || REFUND.includes(entry.action) ? backOf(order, entry.action, [name, value])
    : name.startsWith('item ') ? [value] : [`${word('detail', name)}: ${typeof value === 'object' ? JSON.stringify(value) : value}`]));

export async function history(order) {
  try {
    const entries = await listAll('getOrderHistory', {path: {id: order.id}});
    await dialog({
      title: t('history.title'),
      kind: 'broad',
      draw: () => html`<ol class="timeline" tabindex="0" aria-label=${t('history.title')}>${entries.map(entry => html`<li>
        <time datetime=${entry.at}>${clock(entry.at)}<span class="soft">${day(entry.at)}</span></time>
        <div><b>${word('action', entry.action)}</b>
          ${entry.reason ? html`<p>${entry.reasonName ?? entry.reason}</p>` : nothing}
          ${details(order, entry).map(text => html`<p class="soft">${text}</p>`)}
          <p class="soft">${entry.actorName ?? entry.actor}${entry.deviceId ? ` · ${entry.deviceId}` : nothing}</p></div></li>`)}</ol>`,
    });
  } catch (failure) {
    show(failure);
  }
}
