// What can be done about money that goes back: tried once more, or a person says how it ended.
import {actions, approved, dialog, form, html, nothing, show, textField, toast} from '../app/parts.js';
import {call, nextKey} from '../app/api.js';
import {t, word} from '../app/i18n.js';
import {money, sum} from '../app/money.js';

const amountLine = refund => html`<p class="due-line"><span>${word('method', refund.method)}</span><b class="amount">${money(refund.amount, refund.currency)}</b></p>`;

/** Says what the guest gets, and stays until somebody has read it: first what comes out of the drawer, in one sum. */
export function handedOver(title, refunds) {
  const cash = refunds.filter(refund => refund.way === 'CASH');
  return dialog({
    title,
    draw: d => html`${cash.length ? html`<p class="due-line change"><span>${t('refund.handCash')}</span>
        <b class="amount">${money(sum(...cash.map(refund => refund.amount)), cash[0].currency)}</b></p>` : nothing}
      ${refunds.filter(refund => refund.way !== 'CASH').map(refund => html`<p class="due-line"><span>${word('method', refund.method)}
        <span class="soft">${word('refundWay', refund.way)}</span></span><span class="amount">${money(refund.amount, refund.currency)}</span></p>`)}
      <footer><button class="big main" autofocus @click=${() => d.done(true)}>${t('done')}</button></footer>`,
  });
}

/** Once more: as before, or in cash. One key and the revision that was seen: two taps after a lost answer give it once. */
async function retry(refund, body, reload) {
  const key = nextKey();
  try {
    const other = await approved({orderId: refund.saleOrderId},
      approvals => call('retryRefund', {path: {id: refund.id}, body, key, match: refund.revision, approvals}));
    if (other) {
      await reload();
      await handedOver(t('refund.asked'), [other]);
    }
  } catch (failure) {
    show(failure);
    await reload();
  }
}

/** A person says how it ended, and in what words. */
const resolve = (refund, resolution, title, reload) => dialog({
  title,
  state: {note: ''},
  draw: d => form(d, async () => {
    await call('resolveRefund', {path: {id: refund.id}, match: refund.revision, body: {resolution, note: d.state.note.trim()}});
    d.done(true);
    toast(t('done'), 'good');
    await reload();
  }, html`${amountLine(refund)}
    ${textField(t(`refund.note.${resolution}`), d.state.note, note => d.set({note}), {required: true, focus: true, max: 2000, wrong: d.problem?.field('note')})}`,
  {ok: title, bad: resolution === 'FAILED', disabled: !d.state.note.trim()}),
});

/** Offers what can be done about an open refund. reload() reads again what it is shown in. */
export function decide(refund, reload) {
  const failed = refund.status === 'FAILED';
  const end = (resolution, text) => ({text, bad: resolution === 'FAILED', run: () => resolve(refund, resolution, text, reload)});
  actions(t('refund.actOn', {amount: money(refund.amount, refund.currency)}), [
    failed && {text: t('refund.retry', {method: word('method', refund.method)}), run: () => retry(refund, {}, reload)},
    failed && refund.method !== 'CASH' && {text: t('refund.retryCash'), run: () => retry(refund, {method: 'CASH'}, reload)},
    end('MANUAL', t('refund.MANUALOk')),
    !failed && end('FAILED', t('refund.FAILEDOk')),
  ]);
}
