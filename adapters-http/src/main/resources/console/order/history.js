// What happened to an order, the newest last.
import {dialog, html, nothing, show} from '../app/parts.js';
import {listAll} from '../app/api.js';
import {clock, day, t, word} from '../app/i18n.js';

const details = entry => Object.entries(entry.details)
  .map(([name, value]) => (name.startsWith('item ') ? value : `${word('detail', name)}: ${typeof value === 'object' ? JSON.stringify(value) : value}`));

export async function history(order) {
  try {
    const entries = await listAll('getOrderHistory', {path: {id: order.id}});
    await dialog({
      title: t('history.title'),
      kind: 'broad',
      draw: () => html`<ol class="timeline">${entries.map(entry => html`<li>
        <time datetime=${entry.at}>${clock(entry.at)}<span class="soft">${day(entry.at)}</span></time>
        <div><b>${word('action', entry.action)}</b>
          ${entry.reason ? html`<p>${entry.reasonName ?? entry.reason}</p>` : nothing}
          ${details(entry).map(text => html`<p class="soft">${text}</p>`)}
          <p class="soft">${entry.actorName ?? entry.actor}${entry.deviceId ? ` · ${entry.deviceId}` : nothing}</p></div></li>`)}</ol>`,
    });
  } catch (failure) {
    show(failure);
  }
}
