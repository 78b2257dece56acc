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
  useEffect(() => {
    load().then(
      (loaded) => setModule(() => loaded),
      () => setFailed(true),
    );
  }, []);
  if (module !== null) return <>{children(module)}</>;
  if (!failed) return <p aria-busy="true">Fetching this part of the console …</p>;
  return <Failed />;
}

/** Browsers keep a module that could not be had: only a page that is loaded anew asks for it again. */
function Failed() {
  const [isStillLost, setStillLost] = useState(false);
  const tryAgain = async () => {
    setStillLost(false);
    if (await answers()) location.reload();
    else setStillLost(true);
  };
  return (
    <p class="box failure" role="alert">
      This part of the console cannot be fetched: the connection is lost, or the stack was replaced by another
      version.{' '}
      <button type="button" onClick={tryAgain}>
        Try again
      </button>{' '}
      {isStillLost ? 'The stack still does not answer.' : 'This loads the page anew once the stack answers.'}
    </p>
  );
}

/** A page that is loaded anew without a stack is lost altogether. */
async function answers(): Promise<boolean> {
  try {
    return (await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' })).ok;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
