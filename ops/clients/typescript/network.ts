/**
 * A network that loses answers, in front of a service: `node network.js ORIGIN` prints where it listens. Of each Idempotency-Key the first answer is
 * lost after the service has acted, the second is a 503 with Retry-After, and the third arrives, with `x-tries`. Who does not wait as long as the
 * 503 says gets a 400. What goes to /busy, /dated or /silent goes over a network of another kind: see there.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A 503: when the next try may come, and how Retry-After says so. */
interface Busy {
  seconds: number;
  says: string;
}
/** What becomes of an answer; one that is held never comes. */
type Fate = "arrives" | "lost" | "held" | Busy;

const service = process.argv[2];
const tries = new Map<string, number>();
const notBefore = new Map<string, number>();
const busy = (seconds: number): Busy => ({ seconds, says: `${seconds}` });

/** By the number of the try. */
const networks: Record<string, (attempt: number) => Fate> = {
  losing: (attempt) => (attempt === 1 ? "lost" : attempt === 2 ? busy(tries.size === 1 ? 1 : 0) : "arrives"),
  busy: () => busy(0),
  dated: (attempt) => (attempt === 1 ? { seconds: 1, says: new Date(Date.now() + 2_000).toUTCString() } : "arrives"),
  silent: (attempt) => (attempt === 1 ? "held" : "arrives"),
};

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const [, kind = "losing", path] = /^(?:\/(busy|dated|silent))?(\/.*)$/.exec(`${request.url}`) ?? [];
  const named = request.headers["idempotency-key"];
  const key = typeof named === "string" ? named : "";
  const attempt = key === "" ? 0 : (tries.get(key) ?? 0) + 1;
  if (key !== "") tries.set(key, attempt);
  const fate = key === "" ? "arrives" : (networks[kind]?.(attempt) ?? "arrives");
  const problem = { "content-type": "application/problem+json", "x-tries": `${attempt}` };
  if (Date.now() < (notBefore.get(key) ?? 0) - 5) {
    response.writeHead(400, problem).end('{"code":"too-early","status":400}');
    return;
  }
  if (typeof fate === "object") {
    notBefore.set(key, Date.now() + fate.seconds * 1000);
    response.writeHead(503, { ...problem, "retry-after": fate.says }).end('{"code":"order-busy","status":503}');
    return;
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === "string" && !["host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings", "expect"].includes(name)) headers.set(name, value);
  }
  const body = request.method === "GET" ? {} : { body: Buffer.concat(chunks) };
  const answer = await fetch(`${service}${path}`, { method: request.method ?? "GET", headers, ...body });
  const text = await answer.text();
  // what did not act is not lost: it says why, and the next try is the first
  if (fate !== "arrives" && answer.status >= 500) tries.delete(key);
  else if (fate === "lost") {
    request.socket.destroy();
    return;
  } else if (fate === "held") return;
  const answered = new Headers(answer.headers);
  for (const name of ["transfer-encoding", "content-length", "content-encoding", "connection"]) answered.delete(name);
  response.writeHead(answer.status, { ...Object.fromEntries(answered), "x-tries": `${attempt}` }).end(text);
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
