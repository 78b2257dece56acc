import type { View } from '../chart/view.ts';
import { ROOM_FOR_NAME, rowsOf } from './lane-rows.ts';
import type { Item, Lane } from './lanes.ts';

/** Below a chart, on its axis. What has no room for its name is told in the list of what is in view. */
export function Lanes({ lanes, view }: { readonly lanes: readonly Lane[]; readonly view: View }) {
  const seen = lanes.map((lane) => ({ ...lane, inView: lane.items.filter((item) => touches(item, view)) }));
  return (
    <div class="lanes">
      {seen.map(({ name, items, inView, empty }) => (
        <div class="lane" key={name}>
          <span class="lane-name">{name}</span>
          <div>
            {inView.length === 0 && (
              <div class="lane-items">
                <span class="lane-empty">{items.length === 0 ? empty : 'none in view'}</span>
              </div>
            )}
            {rowsOf(inView, view).map((row, i) => (
              <div class="lane-items" key={i}>
                {placesOf(row, view).map(({ item, place }) => (
                  <Placed key={`${item.look} ${item.from} ${item.label}`} item={item} place={place} />
                ))}
              </div>
            ))}
          </div>
        </div>
      ))}
      <InView seen={seen} />
    </div>
  );
}

const touches = ({ from, to }: Item, view: View): boolean => to >= view.from && from <= view.to;

/** Shares of the width. */
interface Place {
  readonly left: number;
  /** How long it is. */
  readonly length: number;
  /** Up to the next one of its lane: a name goes no farther. */
  readonly room: number;
}

function placesOf(items: readonly Item[], view: View): { item: Item; place: Place }[] {
  const share = (x: number) => Math.min(1, Math.max(0, (x - view.from) / (view.to - view.from)));
  const starts = items.map(({ from }) => share(from)).sort((a, b) => a - b);
  return items.map((item) => {
    const left = share(item.from);
    const next = starts.find((one) => one > left) ?? 1;
    return { item, place: { left, length: share(item.to) - left, room: next - left } };
  });
}

const percent = (share: number) => `${100 * share}%`;

/** An item with room for its name has it inside; a short one has it beside, as far as the next one lets it. */
function Placed({ item, place }: { readonly item: Item; readonly place: Place }) {
  const { left, length, room } = place;
  const { label, title, look } = item;
  if (look === 'void' || length > ROOM_FOR_NAME)
    return (
      <span class={`item ${look}`} style={{ left: percent(left), width: percent(length) }} title={title}>
        <span class="item-name">{label}</span>
      </span>
    );
  return (
    <span
      class="item-room"
      style={{ left: percent(left), width: percent(Math.max(room, length)) }}
      title={title}
    >
      <span
        class={`item ${look}`}
        style={{ width: room === 0 ? '3px' : percent(Math.min(1, length / room)) }}
      />
      <span class="item-name">{label}</span>
    </span>
  );
}

const MOST_LISTED = 200;

/** For those who do not see the lanes, or cannot hover over them. */
function InView({ seen }: { readonly seen: readonly (Lane & { readonly inView: readonly Item[] })[] }) {
  const all = seen.flatMap(({ name, inView }) => inView.map((item) => ({ name, item })));
  return (
    <details class="in-view">
      <summary>In view: {seen.map(({ name, inView }) => `${name} ${inView.length}`).join(', ')}</summary>
      <ul>
        {all.slice(0, MOST_LISTED).map(({ name, item }) => (
          <li key={`${name} ${item.from} ${item.title}`}>
            {name}: {item.title}
          </li>
        ))}
      </ul>
      {all.length > MOST_LISTED && (
        <p>{all.length - MOST_LISTED} more are not listed: zoom in to see them.</p>
      )}
    </details>
  );
}
