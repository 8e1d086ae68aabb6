// Cash that the till takes itself, and tips that staff write down.
import {amountOf, choices, dialog, form, html, nothing, textField} from '../app/parts.js';
import {call, can, nextKey} from '../app/api.js';
import {t, word} from '../app/i18n.js';
import {me} from '../app/session.js';
import {handed, minus, money, sign, sum} from '../app/money.js';
import {settings} from '../app/settings.js';

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

/** Takes cash for an order or a check. What goes back to the guest stays on screen until somebody has read it. */
export const takeCash = ({order, check = null, due}) => {
  const {currency} = order;
  // One key for one money: whoever taps again after a lost answer does not take it twice.
  let key = nextKey();
  return dialog({
    title: t('cash.title'),
    state: {given: '', tip: '', change: null},
    draw: d => {
      const {state} = d;
      if (state.change !== null) {
        return html`<p class="due-line change"><span>${t('cash.change')}</span><b class="amount">${money(state.change, currency)}</b></p>
          <footer><button class="big main" autofocus @click=${() => d.done(true)}>${t('done')}</button></footer>`;
      }
      const taken = shared(due, state, currency);
      return form(d, async () => {
        try {
          await call('addCashPayment', {
            path: {id: order.id}, key,
            body: {amount: taken.amount, ...(sign(taken.tip) > 0 ? {tip: taken.tip} : {}), ...(check ? {checkId: check.id} : {})},
          });
        } catch (failure) {
          if (failure.status >= 400 && failure.status < 500) {
            key = nextKey();
          }
          throw failure;
        }
        if (sign(taken.change) > 0) {
          d.set({change: taken.change});
        } else {
          d.done(true);
        }
      }, html`
        <p class="due-line"><span>${t('pay.cashDue')}</span><b class="amount">${money(due, currency)}</b></p>
        ${taken && sign(taken.change) > 0 ? html`<p class="due-line change"><span>${t('cash.change')}</span><b class="amount">${money(taken.change, currency)}</b></p>` : nothing}
        ${taken ? nothing : html`<p class="refusal">${t('cash.tooLittle')}</p>`}
        <div class="choices" role="group" aria-label=${t('cash.given')}>${handed(due, currency).map(amount => html`<button type="button"
          aria-pressed=${amount === (state.given || due)} @click=${() => d.set({given: amount})}>${money(amount, currency)}</button>`)}</div>
        <sale-pad .value=${state.given} .label=${t('cash.given')} .currency=${currency} @pad=${event => d.set({given: event.detail})}></sale-pad>
        ${can('updateTip') ? textField(t('cash.tip'), state.tip, tip => d.set({tip}), {mode: 'decimal', max: 16, wrong: d.problem?.field('tip')}) : nothing}`,
      {ok: taken ? t('cash.take', {amount: money(taken.amount, currency)}) : t('cash.title'), disabled: !taken});
    },
  });
};

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
