// The figures of a shift: an X as it stands, a Z as it was sealed.
import {html, nothing} from '../app/parts.js';
import {moment, t, word} from '../app/i18n.js';
import {money, sign} from '../app/money.js';

const row = (name, amount, currency, strong = false) =>
  html`<tr><th scope="row">${name}</th><td class="num">${strong ? html`<b>${money(amount, currency)}</b>` : money(amount, currency)}</td></tr>`;

/** z is the sealed report around it, or nothing. */
export const reading = (of, z) => html`<article class="reading">
  <h1>${z ? t('shift.zNumber', {n: z.number}) : t('shift.x')}</h1>
  <p>${of.deviceId} · ${moment(of.openedAt)} – ${moment(of.closedAt ?? of.readAt)}</p>
  <section><h2>${t('shift.cash')}</h2><table>
    ${row(t('shift.float'), of.cash.openingFloat, of.currency)}
    ${row(t('shift.cashSales'), of.cash.sales, of.currency)}
    ${row(t('shift.PAY_IN'), of.cash.payIn, of.currency)}
    ${row(t('shift.PAY_OUT'), of.cash.payOut, of.currency)}
    ${row(t('shift.DROP'), of.cash.drop, of.currency)}
    ${row(t('shift.REFUND'), of.cash.refund, of.currency)}
    ${!of.cash.tipOut || sign(of.cash.tipOut) === 0 ? nothing : row(t('shift.TIP_OUT'), of.cash.tipOut, of.currency)}
    ${row(t('shift.expected'), of.cash.expected, of.currency, true)}
    ${of.cash.counted === null ? nothing : row(t('shift.counted'), of.cash.counted, of.currency, true)}
    ${of.cash.discrepancy === null ? nothing : row(t('shift.difference'), of.cash.discrepancy, of.currency, true)}</table></section>
  <section><h2>${t('pay.payments')}</h2><table><thead><tr><td></td><th class="num">${t('count')}</th><th class="num">${t('amount')}</th></tr></thead>
    ${of.tenders.map(tender => html`<tr><th scope="row">${word('method', tender.method)}</th><td class="num">${tender.payments}</td>
      <td class="num">${money(tender.amount, tender.currency)}</td></tr>`)}</table></section>
  ${of.sales.map(sales => html`<section><h2>${t('shift.sales')}</h2><table>
    <tr><th scope="row">${t('reports.orders')}</th><td class="num">${sales.orders}</td></tr>
    ${row(t('subtotal'), sales.subtotal, sales.currency)}
    ${row(t('discount'), sales.discount, sales.currency)}
    ${row(t('tax'), sales.tax, sales.currency)}
    ${sign(sales.rounding) === 0 ? nothing : row(t('rounding'), sales.rounding, sales.currency)}
    ${row(t('total'), sales.total, sales.currency, true)}
    <tr><th scope="row">${t('shift.cancelled')}</th><td class="num">${sales.cancelledOrders} · ${money(sales.cancelledTotal, sales.currency)}</td></tr></table></section>`)}
  ${of.openOrders.length ? html`<section><h2>${t('shift.openOrders')}</h2><table>${of.openOrders.map(open => html`<tr>
    <th scope="row">${word('orderStatus', open.status)} · ${open.orders}</th><td class="num">${money(open.total, open.currency)}</td></tr>`)}</table></section>` : nothing}
  ${of.note ? html`<p>${t('note')}: ${of.note}</p>` : nothing}
  ${z ? html`<p class="hash">${z.hash}</p>` : nothing}
</article>`;
