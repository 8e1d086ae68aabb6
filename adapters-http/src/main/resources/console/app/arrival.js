// The guests of a reservation are here.
import {call, can} from './api.js';
import {channels} from './session.js';

/** Checks them in and gives the id of their order; a reservation that nobody confirmed yet is confirmed by their coming. */
export async function arrive(id) {
  const path = {id};
  const checkIn = () => call('checkInReservation', {path, body: {saleChannelId: channels.value[0].id}});
  try {
    return (await checkIn()).saleOrderId;
  } catch (failure) {
    if (failure.code !== 'reservation-not-allowed' || !can('confirmReservation')) {
      throw failure;
    }
    await call('confirmReservation', {path, body: {}});
    return (await checkIn()).saleOrderId;
  }
}
