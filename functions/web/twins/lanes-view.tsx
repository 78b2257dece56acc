import type { View } from '../chart/view.ts';
import { foldedIn, isInView, type LaneMark, marksOf, ROOM_FOR_NAME, rowsOf } from './lane-rows.ts';
import type { Item, Lane } from './lanes.ts';

/** Below a chart, on its axis. What has no room for its name is told in the list of what is in view. */
export function Lanes({ lanes, view }: { readonly lanes: readonly Lane[]; readonly view: View }) {
  const seen = lanes.map((lane) => ({ ...lane, inView: lane.items.filter((item) => isInView(item, view)) }));
  return (
    <div class="lanes">
      {seen.map(({ name, items, inView, empty }) => {
        const { drawn, notes } = foldedIn(inView);
        const said = inView.length > 0 ? notes : [items.length === 0 ? empty : 'none in view'];
        return (
          <div class="lane" key={name}>
            <span class="lane-name">{name}</span>
            <div>
              {rowsOf(drawn, view).map((row, i) => (
                <div class="lane-items" key={i}>
                  {marksOf(row, view).map((mark) => (
                    <Placed key={`${mark.look} ${mark.left} ${mark.label}`} {...mark} />
                  ))}
                </div>
              ))}
              {said.map((text) => (
                <div class="lane-items" key={text}>
                  <span class="lane-empty">{text}</span>
                </div>
              ))}
            </div>
          </div>
        );
      })}
      <InView seen={seen} />
    </div>
  );
}

const percent = (share: number) => `${100 * share}%`;

/** A mark with room for its name has it inside; a short one has it beside, as far as the next one lets it. */
function Placed({ left, length, room, label, title, look }: LaneMark) {
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
