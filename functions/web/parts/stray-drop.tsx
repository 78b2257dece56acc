import { useEffect, useState } from 'preact/hooks';
import { addressOf, type Route } from '../address/route.ts';

/** Files dropped where nothing takes them: the browser would leave the page for them without a word. */
export function StrayDrop({ route }: { readonly route: Route }) {
  const [isStray, setStray] = useState(false);
  useEffect(() => setStray(false), [route]);
  useEffect(() => {
    const quit = new AbortController();
    // What a page takes it has taken by now, at the document.
    const isNobodys = (event: DragEvent) =>
      !event.defaultPrevented && event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent) => {
      if (isNobodys(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!isNobodys(event)) return;
      event.preventDefault();
      setStray(true);
    };
    addEventListener('dragover', over, { signal: quit.signal });
    addEventListener('drop', drop, { signal: quit.signal });
    return () => quit.abort();
  }, []);
  if (!isStray) return null;
  return (
    <div class="box failure" role="alert">
      <p>
        What you dropped was not taken: this page takes no files.{' '}
        {'experiment' in route ? (
          <a href={addressOf(route.experiment, 'arrived')}>Drop it on Arrived of {route.experiment}</a>
        ) : (
          'Open an experiment and drop it on Arrived.'
        )}
      </p>
      <button type="button" onClick={() => setStray(false)}>
        Close
      </button>
    </div>
  );
}
