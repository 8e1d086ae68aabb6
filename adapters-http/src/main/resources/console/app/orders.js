// What several screens say about orders.
import {t, word} from './i18n.js';

/** The name somebody gave it, else the end of its number: 20261126233032-2517... is #233032. */
export const orderName = order =>
  order.name && order.name !== order.orderNumber ? order.name : `#${order.orderNumber.slice(8, 14)}`;

/** A draft that is paid for in part or waits for money is another thing to its waiter than one that is being taken. */
export const waitsForMoney = status => status === 'PROCESSING' || status === 'PARTIAL';

export const statusChip = status =>
  ({DRAFT: '', PROCESSING: 'warn', PARTIAL: 'warn', COMPLETED: 'good', CANCELLED: 'bad'})[status] ?? '';

export const statusText = status => word('orderStatus', status);

export const guestsText = count => (count ? t('guests', {n: count}) : '');
