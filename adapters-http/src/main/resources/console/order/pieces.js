// An order's lines one by one, as guests divide them.
import {t} from '../app/i18n.js';
import {fraction, minus, quantity, sign} from '../app/money.js';

/** Lines that stand by themselves, with the parts of each combo. */
export function lines(order) {
  const items = order.items ?? [];
  const parts = Map.groupBy(items.filter(item => item.leadItemId), item => item.leadItemId);
  return items.filter(item => !item.leadItemId).map(item => ({...item, parts: parts.get(item.id) ?? []}));
}

/** Each piece of a whole quantity is one; a quantity that is not whole stays in one piece. */
export const pieces = order => lines(order).flatMap(line => {
  const whole = /^\d{1,2}$/.test(line.quantity) ? Number(line.quantity) : 0;
  return whole > 0
    ? Array.from({length: whole}, (_, index) => ({key: `${line.id}/${index}`, itemId: line.id, quantity: '1', text: line.name, line}))
    : [{key: line.id, itemId: line.id, quantity: line.quantity, text: `${quantity(line.quantity)} ${line.name}`, line}];
});

/** How much of a whole falls on one guest's part: 2, 1/3, or a part of it where the bill was divided by amount. */
export function portion(check, part, whole) {
  if (!check || sign(minus(part, whole)) === 0) {
    return quantity(part);
  }
  return check.mode === 'EVENLY' ? fraction(part) : check.mode === 'BY_AMOUNT' ? t('divide.some', {n: quantity(whole)}) : quantity(part);
}
