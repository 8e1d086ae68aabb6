// What the page was served with.
const meta = name => document.querySelector(`meta[name=sale-${name}]`).content;

/** Path before every operation, such as /v1/api/sale. */
export const base = meta('base');

/** Where the console's own files are. */
export const root = meta('root');

/** The page where a payment is taken; empty when there is none. */
export const payUrl = meta('pay');
