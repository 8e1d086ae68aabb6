// The guests of a reservation are here.
import {call} from './api.js';
import {channels} from './session.js';

/** Checks them in and gives the id of their order; a reservation that nobody confirmed yet is confirmed by their coming. */
export async function arrive(id) {
  return (await call('checkInReservation', {path: {id}, body: {saleChannelId: channels.value[0].id}})).saleOrderId;
}
