/** A shift at a till with the generated types, over a network that loses the first answer to every change: see network.ts. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import { once } from "./once.js";
import type { components, paths } from "./sale.js";

type Order = components["schemas"]["Order"];
interface Facts {
  merchantId: string;
  saleChannelId: string;
  mqPayUrl: string;
  tokens: Record<"cashier" | "manager", string>;
}

const [file = "", baseUrl = ""] = process.argv.slice(2);
const facts = JSON.parse(readFileSync(file, "utf8")) as Facts;
const header = { "x-merchant-id": facts.merchantId, "x-device-info": "till-typescript" };
const client = (role: keyof Facts["tokens"], network = "") =>
  createClient<paths>({
    baseUrl: baseUrl.replace("/v1/", `${network}/v1/`),
    fetch: once,
    querySerializer: { array: { style: "form", explode: false } },
    headers: { Authorization: `Bearer ${facts.tokens[role]}` },
  });
const cashier = client("cashier");
const manager = client("manager");
// MQ-Pay has no token, and repeats what it tells without a key
const mqPay = createClient<paths>({ baseUrl });

function check(what: string, held: boolean): void {
  assert.ok(held, `not so: ${what}`);
  console.log(`   ok ${what}`);
}
function answered<T>(reply: { data?: T; error?: unknown }): T {
  assert.ok(reply.data !== undefined, JSON.stringify(reply.error));
  return reply.data;
}
/** Money as whole dong: what the local restaurant sells for. */
const dong = (amount: string | null) => BigInt(amount ?? "0");
const path = (id: string) => ({ params: { header, path: { id } } });
const read = async (order: Order) =>
  answered(
    await cashier.GET("/sale-orders/{id}", { params: { header, path: { id: order.id }, query: { include: ["items", "payments", "checks"] } } }),
  );
const terminal = async (at: string, body: object): Promise<{ uid?: string }> =>
  (await (await fetch(facts.mqPayUrl + at, { method: "POST", body: JSON.stringify(body) })).json()) as { uid?: string };

const shift = answered(
  await cashier.POST("/pos/sessions", { params: { header }, body: { saleChannelId: facts.saleChannelId, openingFloat: "500000" } }),
);
check("the shift is open", shift.status === "OPEN");

const order = answered(
  await cashier.POST("/sale-orders", {
    params: { header },
    body: { saleChannelId: facts.saleChannelId, guestCount: 3, items: [{ itemId: "71001", quantity: "2" }] },
  }),
);
const touched = answered(
  await cashier.POST("/sale-orders/{id}/items", { ...path(order.id), body: { items: [{ itemId: "71006", quantity: "5" }] } }),
);
const lines = (await read(order)).items ?? [];
check("both lines are in, once, although every answer was lost", lines.map((line) => line.quantity).join() === "2,5");
check("the answer to the added line is its own", touched.items.length === 1);

const tickets = answered(await cashier.POST("/sale-orders/{id}/kitchen-tickets", { ...path(order.id), body: { rush: true } }));
check("the kitchen has two tickets", tickets.data.length === 2 && tickets.data[0]?.rush === true);

const noted = answered(await cashier.PATCH("/sale-orders/{id}", { ...path(order.id), body: { note: "no peanuts" } }));
const unnoted = answered(await cashier.PATCH("/sale-orders/{id}", { ...path(order.id), body: { note: null } }));
check("null removes a note, and what is not named stays", noted.note === "no peanuts" && (await read(unnoted)).note === null && unnoted.guestCount === 3);

const checkedOut = await cashier.POST("/sale-orders/{id}/checkout", path(order.id));
check("the answer that arrived was the repeat", checkedOut.response.headers.get("Idempotent-Replayed") === "true");
const bill = answered(checkedOut);
check("the bill is due", bill.status === "PROCESSING");

const refusal = await cashier.POST("/sale-orders/{id}/checkout", path(order.id));
check("a second checkout is refused", refusal.response.status === 409);
check("a refusal is not sent again", refusal.response.headers.get("x-tries") === "3");
const problem = refusal.error;
check(
  "it says which order, and what status it has",
  problem?.code === "order-not-allowed" && problem.orderId === order.id && problem.orderStatus === "PROCESSING",
);

const checks = answered(await cashier.POST("/sale-orders/{id}/checks", { ...path(order.id), body: { mode: "EVENLY", parts: 3 } }));
const sum = checks.data.reduce((before, each) => before + dong(each.total), 0n);
check("three checks add up to the bill", checks.data.length === 3 && sum === dong(bill.total));

const [first, ...others] = checks.data;
assert.ok(first);
const event: components["schemas"]["PaymentWebhook"] = {
  eventType: "mq-pay:attempt.success",
  payload: {
    transaction: { uid: `t-${first.id}` },
    attempt: {
      uid: `a-${first.id}`,
      amount: `${first.total}`,
      paymentProvider: "SYSTEM",
      metadata: { merchantId: facts.merchantId, method: "CASH", source: { type: "SaleCheck", id: first.id } },
    },
  },
};
check("MQ-Pay's webhook pays a check", answered(await mqPay.POST("/webhooks/payment", { body: event })).outcome === "APPLIED");
check("and once, however often it comes", answered(await mqPay.POST("/webhooks/payment", { body: event })).outcome === "DUPLICATE");
for (const each of others) {
  const transaction = await terminal("/transactions", { sourceType: "SaleCheck", sourceId: each.id, total: each.total });
  const paid = await terminal(`/transactions/${transaction.uid}/attempts`, { method: "CASH" });
  check("a check is paid at a terminal", JSON.stringify(paid).includes("APPLIED"));
}
const sold = await read(order);
check("the last check completes the order", sold.status === "COMPLETED");

const x = answered(await manager.GET("/pos/sessions/{id}/x-report", path(shift.id)));
const drawer = 500000n + dong(bill.total);
check("the drawer holds float and cash", dong(x.cash.expected) === drawer);
answered(await cashier.POST("/pos/sessions/{id}/close", { ...path(shift.id), body: { actualCash: `${drawer}` } }));
const z = answered(await manager.GET("/pos/sessions/{id}/z-report", path(shift.id)));
check("the Z has the sale", z.hash.length === 64 && dong(z.content.cash.sales) === dong(bill.total));

const day = sold.businessDate;
assert.ok(day, "a completed order has a business date");
const report = answered(await manager.GET("/reports/sales/payment-methods", { params: { header, query: { from: day, to: day } } }));
check(
  "the report of the day has the cash",
  typeof report === "object" && report.data.some((row) => row.method === "CASH" && dong(row.amount) >= dong(bill.total)),
);

// what else a network may do
const open = async (network: string) => client("cashier", network).POST("/sale-orders", { params: { header }, body: { saleChannelId: facts.saleChannelId } });
const refused = await open("/busy");
check("after five tries the last 503 is the answer", refused.response.status === 503 && refused.response.headers.get("x-tries") === "5");
const dated = await open("/dated");
check("a date in Retry-After is a second", dated.response.status === 201 && dated.response.headers.get("x-tries") === "2");
const limit = AbortSignal.timeout;
let allowed = 0;
AbortSignal.timeout = (milliseconds) => {
  allowed = milliseconds;
  return limit.call(AbortSignal, 1_000);
};
const silent = await open("/silent");
AbortSignal.timeout = limit;
check("an answer that does not come is asked for again, and is the first", silent.response.headers.get("Idempotent-Replayed") === "true");
check("after twenty seconds: here after one", allowed === 20_000 && silent.response.headers.get("x-tries") === "2");

// what the caller gave up is not sent again
const network = globalThis.fetch;
const givenUp = new AbortController();
let sent = 0;
globalThis.fetch = (_request, options) => {
  sent++;
  givenUp.abort(new Error("the guests left"));
  return Promise.reject(options?.signal?.reason);
};
const left: unknown = await cashier
  .POST("/sale-orders", { params: { header }, body: { saleChannelId: facts.saleChannelId }, signal: givenUp.signal })
  .catch((reason: unknown) => reason);
globalThis.fetch = network;
check("what the caller gives up ends with the caller's reason", left instanceof Error && left.message === "the guests left");
check("and is sent once", sent === 1);
