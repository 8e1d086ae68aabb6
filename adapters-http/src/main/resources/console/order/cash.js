// Cash that the till takes itself, and tips that staff write down.
import {amountOf, choices, dialog, form, html, nothing, show, textField, toast} from '../app/parts.js';
import {call, can, nextKey} from '../app/api.js';
import {t, word} from '../app/i18n.js';
import {me} from '../app/session.js';
import {handed, minus, money, sign, sum} from '../app/money.js';
import {settings} from '../app/settings.js';
import {noteHanded} from '../app/till.js';

/** Whether this till takes cash itself. */
export const takesCash = () => Boolean(settings.value?.cashByTill) && can('addCashPayment');

/** What of the money in hand is taken, and what goes back: the bill first, then the tip. Nothing typed: it is exactly that. */
function shared(due, state, currency) {
  const tip = state.tip.trim() ? amountOf(state.tip, currency) : '0';
  const whole = tip && sum(due, tip);
  const given = state.given.trim() ? amountOf(state.given, currency) : whole;
  if (!given || !tip || sign(given) <= 0) {
    return null;
  }
  const change = minus(given, whole);
  return sign(change) >= 0 ? {amount: whole, tip, change}
    : sign(tip) === 0 ? {amount: given, tip, change: '0'} : null;
}

/**
 * Takes cash for an order or a check. What goes back to the guest stays on screen until somebody has read it.
 *
 * due() gives what is due in cash as it is known now, listen(f) calls f whenever that changes and gives the way to stop, reload() reads the
 * order again.
 */
export async function takeCash({order, check = null, due, listen, reload}) {
  const {currency} = order;
  // One key for all taps of this dialog: a tap after a lost answer does not take it twice. A refusal leaves the key free for another body.
  const key = nextKey();
  let stop = () => {};
  const done = await dialog({
    title: t('cash.title'),
    state: {given: '', tip: '', change: null, owed: due()},
    draw: d => {
      const {state} = d;
      stop();
      stop = listen(() => {
        // The own payment may be in the order before its answer is here, and its change has to be read.
        if (d.busy || state.change !== null) {
          return;
        }
        if (sign(due()) <= 0) {
          d.done(false);
        } else {
          d.redraw();
        }
      });
      if (state.change !== null) {
        return html`<p class="due-line change"><span>${t('cash.change')}</span><b class="amount">${money(state.change, currency)}</b></p>
          <footer><button class="big main" autofocus @click=${() => d.done(true)}>${t('done')}</button></footer>`;
      }
      if (!d.busy) {
        state.owed = due();
      }
      const {owed} = state;
      const taken = shared(owed, state, currency);
      return form(d, async () => {
        try {
          await call('addCashPayment', {
            path: {id: order.id}, key,
            body: {amount: taken.amount, ...(sign(taken.tip) > 0 ? {tip: taken.tip} : {}), ...(check ? {checkId: check.id} : {})},
          });
        } catch (failure) {
          // An earlier tap with another amount was carried out, and its answer was lost.
          const already = failure.code === 'idempotency-key-reused';
          if (!already && sign(due()) > 0) {
            throw failure;
          }
          d.done(false);
          if (already) {
            toast(t('cash.already'), 'bad');
          } else {
            show(failure);
          }
          await reload();
          return;
        }
        if (sign(taken.change) > 0) {
          d.set({change: taken.change});
          noteHanded(order.id, check?.id ?? null, taken.amount, sum(taken.amount, taken.change));
        } else {
          d.done(true);
        }
      }, html`
        <p class="due-line"><span>${t('pay.cashDue')}</span><b class="amount">${money(owed, currency)}</b></p>
        ${taken && sign(taken.change) > 0 ? html`<p class="due-line change"><span>${t('cash.change')}</span><b class="amount">${money(taken.change, currency)}</b></p>` : nothing}
        ${taken ? nothing : html`<p class="refusal">${t('cash.tooLittle')}</p>`}
        <div class="choices" role="group" aria-label=${t('cash.given')}>${handed(owed, currency).map(amount => html`<button type="button"
          aria-pressed=${amount === (state.given || owed)} @click=${() => d.set({given: amount})}>${money(amount, currency)}</button>`)}</div>
        <sale-pad .value=${state.given} .label=${t('cash.given')} .currency=${currency} @pad=${event => d.set({given: event.detail})}></sale-pad>
        ${can('updateTip') ? textField(t('cash.tip'), state.tip, tip => d.set({tip}), {mode: 'decimal', max: 16, wrong: d.problem?.field('tip')}) : nothing}`,
      {ok: taken ? t('cash.take', {amount: money(taken.amount, currency)}) : t('cash.title'), disabled: !taken});
    },
  });
  stop();
  return done;
}

/** Says what of a payment is a tip, and whose. */
export const enterTip = (order, payment) => dialog({
  title: t('tip.title'),
  state: {amount: '', mine: payment.tipUserId === me.value.userId},
  draw: d => {
    const amount = amountOf(d.state.amount, payment.currency);
    return form(d, async () => d.done(await call('updateTip', {
      path: {id: order.id, attemptUid: payment.uid},
      body: {amount, ...(d.state.mine ? {userId: me.value.userId} : {})},
    })), html`
      <p class="due-line"><span>${word('method', payment.method)}</span><b class="amount">${money(payment.amount, payment.currency)}</b></p>
      <sale-pad .value=${d.state.amount} .label=${t('tip.amount')} .currency=${payment.currency} @pad=${event => d.set({amount: event.detail})}></sale-pad>
      <p class="soft">${t('tip.text')}</p>
      ${choices(t('tip.whose'), [[false, t('tip.theirs')], [true, t('tip.mine')]], d.state.mine, mine => d.set({mine}))}`,
    {ok: amount ? t('tip.ok', {amount: money(amount, payment.currency)}) : t('tip.title'), disabled: !amount});
  },
});
