// What this till remembers for its receipts: the service keeps neither how often one was printed, nor what was handed over in cash.
const PRINTS = 'sale.prints';
const HANDED = 'sale.handed';
const MOST = 300;

function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '[]');
  } catch {
    return [];
  }
}

function keep(name, one) {
  try {
    localStorage.setItem(name, JSON.stringify([...kept(name), one].slice(-MOST)));
  } catch {
    // A browser that keeps nothing prints every receipt as an original.
  }
}

/** How often a receipt was printed here. */
export const printsOf = receipt => kept(PRINTS).filter(one => one === receipt).length;

export const notePrint = receipt => keep(PRINTS, receipt);

/** Notes that a guest handed over more cash than a payment took. */
export const noteHanded = (orderId, checkId, amount, given) => keep(HANDED, {orderId, checkId, amount, given});

/** What was handed over for payments of an order by cash: each entry once. */
export const handedFor = orderId => kept(HANDED).filter(one => one.orderId === orderId);
