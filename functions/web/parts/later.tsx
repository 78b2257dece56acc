import type { ComponentChild } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface LaterProps<T> {
  /** The import of a module that the first page does without: `() => import('./genes.tsx')`. */
  readonly load: () => Promise<T>;
  readonly children: (module: T) => ComponentChild;
}

/** A part of the console that is fetched where it is first looked at; that it cannot be had is said, not swallowed. */
export function Later<T>({ load, children }: LaterProps<T>) {
  const [module, setModule] = useState<T | null>(null);
  const [failed, setFailed] = useState(false);
  const [tried, setTried] = useState(0);
  useEffect(() => {
    setFailed(false);
    load().then(
      (loaded) => setModule(() => loaded),
      () => setFailed(true),
    );
  }, [tried]);
  if (module !== null) return <>{children(module)}</>;
  if (!failed) return <p aria-busy="true">Fetching this part of the console …</p>;
  return (
    <p class="box failure" role="alert">
      This part of the console cannot be fetched: the connection is lost, or the stack was replaced by another
      version.{' '}
      <button type="button" onClick={() => setTried((n) => n + 1)}>
        Try again
      </button>{' '}
      If that does not help, reload the page.
    </p>
  );
}
