// What people take off an order: discounts, comps, codes, and service charges the guest is let off.
import {amountOf, approved, askReason, choices, dialog, form, html, icon, nothing, reasonField, show, textField} from '../app/parts.js';
import {call, can} from '../app/api.js';
import {t} from '../app/i18n.js';
import {may} from '../app/session.js';
import {exactly, money, quantity, sign} from '../app/money.js';
import {readSettings, reasonName, reasonsOf} from '../app/settings.js';
import {lines} from './pieces.js';

const PERCENTS = ['5', '10', '15', '20', '50', '100'];
const COMP = 'SaleOrder.comp';

const mayTake = kind => (kind === 'COMP' ? may(COMP) : can('createAdjustment'));

/** Whether whoever is signed in may take something off a line. */
export const mayGive = () => can('createAdjustment') || may(COMP);

/** 12.5 or 12,5; empty when it is no percentage. */
function percentOf(text) {
  const plain = text.trim().replace(',', '.');
  return /^\d{1,3}(\.\d{1,2})?$/.test(plain) && Number(plain) >= 0.01 && Number(plain) <= 100 ? plain : '';
}

/** What the form asks for, as the API takes it; null when something is missing. A whole order on the house is each of its lines. */
function bodyOf(state, order, line) {
  const {kind} = state;
  const {currency} = order;
  const onLines = line ? [line] : kind === 'COMP' ? lines(order) : [];
  const list = reasonsOf(kind === 'COMP' ? 'comp' : 'discount');
  const reason = state.reason.trim();
  const value = kind === 'PERCENT' ? percentOf(state.percent) : kind === 'AMOUNT' ? amountOf(state.amount, currency) : '';
  const missing = kind === 'CODE' ? !state.code.trim()
    : (kind !== 'COMP' && (!value || sign(value) <= 0)) || (!reason && (list.length > 0 || kind === 'COMP'));
  return missing ? null : {
    scope: onLines.length ? 'LINE' : 'ORDER', kind,
    ...(onLines.length ? {itemIds: onLines.map(one => one.id)} : {}),
    ...(value ? {value} : {}),
    ...(kind === 'CODE' ? {code: state.code.trim()} : {}),
    ...(reason && kind !== 'CODE' ? (list.length ? {reasonCode: reason} : {note: reason}) : {}),
  };
}

function okText(state, currency) {
  if (state.kind === 'COMP') {
    return t('give.COMP');
  }
  if (state.kind === 'CODE') {
    return t('give.useCode');
  }
  const percent = percentOf(state.percent);
  const amount = amountOf(state.amount, currency);
  return state.kind === 'PERCENT' ? (percent ? t('give.percent', {n: quantity(percent)}) : t('give.title'))
    : amount ? t('give.amount', {amount: money(amount, currency)}) : t('give.title');
}

/**
 * Asks what is taken off a line, or off the whole order without one. Gives the order as the service answers it; nothing when it was left.
 */
export async function give(order, line = null) {
  try {
    await readSettings();
  } catch (failure) {
    show(failure);
    return undefined;
  }
  const {currency} = order;
  const kinds = ['PERCENT', 'AMOUNT', ...(line ? [] : ['CODE']), 'COMP'].filter(mayTake);
  return dialog({
    title: line ? t('give.onLine', {name: line.name}) : t('give.onOrder'),
    state: {kind: kinds[0], percent: '', amount: '', code: '', reason: ''},
    draw: d => {
      const {state} = d;
      const body = bodyOf(state, order, line);
      const list = reasonsOf(state.kind === 'COMP' ? 'comp' : 'discount');
      return form(d, async () => {
        const answer = await approved({orderId: order.id},
          approvals => call('createAdjustment', {path: {id: order.id}, body, approvals}), currency);
        if (answer) {
          d.done(answer);
        }
      }, html`
        <p class="due-line"><span>${line ? t('give.ofLine') : t('give.ofOrder')}</span>
          <b class="amount">${exactly(line ? line.total : order.subtotal, currency)}</b></p>
        ${choices(t('give.how'), kinds.map(kind => [kind, t(`give.${kind}`)]), state.kind, kind => d.set({kind, reason: ''}))}
        ${state.kind === 'PERCENT' ? html`<div class="choices" role="group" aria-label=${t('give.PERCENT')}>${PERCENTS.map(percent => html`<button type="button"
            aria-pressed=${percent === state.percent} @click=${() => d.set({percent})}>${percent}%</button>`)}</div>
          ${textField(t('give.percentLabel'), state.percent, percent => d.set({percent}), {mode: 'decimal', max: 6, wrong: d.problem?.field('value')})}` : nothing}
        ${state.kind === 'AMOUNT' ? html`<sale-pad .value=${state.amount} .label=${t('amount')} .currency=${currency}
          @pad=${event => d.set({amount: event.detail})}></sale-pad>` : nothing}
        ${state.kind === 'CODE' ? textField(t('give.code'), state.code, code => d.set({code}), {required: true, max: 50, focus: true, wrong: d.problem?.field('code')})
          : html`<div class="why">${reasonField(state.reason, reason => d.set({reason}),
            {list, required: state.kind === 'COMP', label: state.kind === 'COMP' || list.length ? t('reason') : t('give.note')})}</div>`}`,
      {ok: okText(state, currency), disabled: !body});
    },
  });
}

/** Takes back what was given. */
export const takeBack = (order, adjustment) => approved({orderId: order.id},
  approvals => call('removeAdjustment', {path: {id: order.id, adjustmentId: adjustment.id}, approvals}), order.currency);

/** Lets the guest off a service charge, or charges it again. */
export function waive(order, charge) {
  const path = {id: order.id, code: charge.code};
  return charge.waived ? call('restoreCharge', {path}) : askReason({
    title: t('give.waive', {name: charge.name}), ok: t('give.waiveOk'), usual: [t('reason.slow'), t('reason.wrong'), t('reason.regular')],
    submit: reason => call('waiveCharge', {path, body: {reason}}),
  });
}

export function adjustmentName(adjustment, currency) {
  const {kind} = adjustment;
  return kind === 'PERCENT' ? t('give.percent', {n: quantity(adjustment.value)})
    : kind === 'AMOUNT' ? t('give.amount', {amount: exactly(adjustment.value, currency)})
    : kind === 'CODE' ? t('give.withCode', {code: adjustment.code}) : t('give.COMP');
}

/** One that was given: what it is, why, what it takes now, and the way back. */
export function givenRow(order, adjustment, undo) {
  const why = adjustment.reasonCode ? reasonName(adjustment.kind === 'COMP' ? 'comp' : 'discount', adjustment.reasonCode) : adjustment.note;
  const name = adjustmentName(adjustment, order.currency);
  const later = adjustment.kind === 'CODE' && order.status === 'DRAFT';
  return html`<p class="given"><span>${name}${why ? html` <span class="soft">${why}</span>` : nothing}
      ${adjustment.allowedBy ? html`<span class="chip">${t('give.allowed')}</span>` : nothing}</span>
    ${order.status === 'DRAFT' && mayTake(adjustment.kind) ? html`<button class="bare" aria-label=${t('give.undo', {name})} @click=${undo}>${icon('close')}</button>` : nothing}
    ${later ? html`<span class="soft">${t('give.later')}</span>`
      : adjustment.kind === 'CODE' ? nothing : html`<span class="amount">−${exactly(adjustment.amount, order.currency)}</span>`}</p>`;
}

/** A service charge of the order, and the way to let the guest off it. */
export function chargeRow(order, charge, change) {
  const percent = charge.kind === 'PERCENT' ? ` ${quantity(charge.value)}%` : '';
  return html`<p class="given ${charge.waived ? 'waived' : ''}"><span>${charge.name}${percent}
      ${charge.waived ? html`<span class="chip">${t('give.waived')}</span> <span class="soft">${charge.waiverReason}</span>` : nothing}</span>
    ${order.status === 'DRAFT' && can('waiveCharge') ? html`<button @click=${change}>${charge.waived ? t('give.restore') : t('give.waiveOk')}</button>` : nothing}
    <span class="amount">${exactly(charge.amount, order.currency)}</span></p>`;
}

/** What was given on the whole order, and its service charges; a charge that does not apply is left out. */
export function givenOn(order, {undo, change}) {
  const given = (order.adjustments ?? []).filter(adjustment => adjustment.scope === 'ORDER');
  const charges = (order.charges ?? []).filter(charge => charge.waived || sign(charge.amount) !== 0);
  return given.length || charges.length ? html`<section class="given-order" aria-label=${t('give.section')}><h2>${t('give.section')}</h2>
    ${given.map(adjustment => givenRow(order, adjustment, () => undo(adjustment)))}
    ${charges.map(charge => chargeRow(order, charge, () => change(charge)))}</section>` : nothing;
}
