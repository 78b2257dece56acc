/** Single keys, and the map that shows them. They can be turned off: who dictates to the machine types by accident. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Route } from '../address/route.ts';
import { type Key, keyMeant, keysOf } from './key-map.ts';

const KEPT = 'howship.keys';

interface KeysProps {
  readonly route: Route;
  readonly onZone: () => void;
}

export function Keys({ route, onZone }: KeysProps) {
  const [isOn, setOn] = useState(localStorage.getItem(KEPT) !== 'off');
  const map = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const open = () => {
    setOpen(true);
    map.current?.showModal();
  };
  const keys = keysOf(route);
  const act = ({ act: what }: Key) => {
    if (what === 'MAP') open();
    else if (what === 'ZONE') onZone();
    else if (what === 'SEARCH') document.querySelector<HTMLElement>('main input[type=search]')?.focus();
    else location.hash = what.go;
  };
  useEffect(() => {
    if (!isOn) return;
    const press = (event: KeyboardEvent) => {
      if (map.current?.open) return;
      const key = keyMeant(keys, event, event.target instanceof HTMLElement ? event.target : null);
      if (key === null) return;
      event.preventDefault();
      act(key);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  const turn = (on: boolean) => {
    localStorage.setItem(KEPT, on ? 'on' : 'off');
    setOn(on);
  };
  return (
    <>
      <button type="button" aria-label="Keys" title="The keys of this page (?)" onClick={open}>
        ?
      </button>
      <dialog ref={map} class="keys" aria-labelledby="keys-title" onClose={() => setOpen(false)}>
        {isOpen && <KeyMap keys={keys} isOn={isOn} onTurn={turn} onClose={() => map.current?.close()} />}
      </dialog>
    </>
  );
}

interface KeyMapProps {
  readonly keys: readonly Key[];
  readonly isOn: boolean;
  readonly onTurn: (on: boolean) => void;
  readonly onClose: () => void;
}

function KeyMap({ keys, isOn, onTurn, onClose }: KeyMapProps) {
  return (
    <>
      <h2 id="keys-title">Keys</h2>
      <dl>
        {keys.map(({ key, does }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Tab</kbd>
          </dt>
          <dd>To the next link, button or field; Shift and Tab to the one before; Enter opens it</dd>
        </div>
        <div>
          <dt>
            <kbd>Esc</kbd>
          </dt>
          <dd>Closes this map</dd>
        </div>
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ currentTarget }) => onTurn(currentTarget.checked)}
        />{' '}
        Single keys work
      </label>
      <button type="button" onClick={onClose}>
        Close
      </button>
    </>
  );
}
