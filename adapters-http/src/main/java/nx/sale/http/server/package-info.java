/**
 * What every route shares: the route itself, the call it serves, strict bodies, answers, problems, and the server.
 *
 * <pre>
 *   request -&gt; route (404, 405) -&gt; who calls (401) -&gt; merchant, permission (403) -&gt; there? (404) -&gt; body (400, 413, 415, 422)
 *           -&gt; use case (409, 412, 503) -&gt; Answer            any refusal -&gt; Problems -&gt; problem+json
 * </pre>
 */
@NullMarked
package nx.sale.http.server;

import org.jspecify.annotations.NullMarked;
