/**
 * A network that loses answers, in front of a service: `node network.js ORIGIN` prints where it listens. Of each Idempotency-Key the first answer is
 * lost after the service has acted, the second is a 503 with Retry-After, and the third arrives, with `x-tries`. Who does not wait as long as the
 * first 503 says gets a 400.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const service = process.argv[2];
const tries = new Map<string, number>();
let early = 0;

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const key = request.headers["idempotency-key"];
  const attempt = typeof key === "string" ? (tries.get(key) ?? 0) + 1 : 0;
  if (typeof key === "string") tries.set(key, attempt);
  const problem = { "content-type": "application/problem+json", "x-tries": `${attempt}` };
  if (attempt === 2) {
    const wait = tries.size === 1 ? 1 : 0;
    early = Date.now() + wait * 1000;
    response.writeHead(503, { ...problem, "retry-after": `${wait}` }).end('{"code":"order-busy","status":503}');
    return;
  }
  if (attempt > 2 && Date.now() < early - 5) {
    response.writeHead(400, problem).end('{"code":"too-early","status":400}');
    return;
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === "string" && !["host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings", "expect"].includes(name)) headers.set(name, value);
  }
  const body = request.method === "GET" ? {} : { body: Buffer.concat(chunks) };
  const answer = await fetch(`${service}${request.url}`, { method: request.method ?? "GET", headers, ...body });
  const text = await answer.text();
  // what did not act is not lost: it says why, and the next try is the first
  if (attempt === 1 && answer.status >= 500) tries.delete(`${key}`);
  else if (attempt === 1) {
    request.socket.destroy();
    return;
  }
  const answered = new Headers(answer.headers);
  for (const name of ["transfer-encoding", "content-length", "content-encoding", "connection"]) answered.delete(name);
  response.writeHead(answer.status, { ...Object.fromEntries(answered), "x-tries": `${attempt}` }).end(text);
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
