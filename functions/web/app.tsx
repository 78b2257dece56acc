import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Route, routeOf } from './address/route.ts';
import { Api } from './stack/api.ts';
import { dropToken, keepToken, takeToken } from './stack/token.ts';
import { ExperimentPage } from './views/experiment.tsx';
import { Experiments } from './views/experiments.tsx';
import { SignIn } from './views/sign-in.tsx';

export function App() {
  const [token, setToken] = useState(takeToken);
  const [route, setRoute] = useState<Route>(() => routeOf(location.hash));
  useEffect(() => {
    const follow = () => setRoute(routeOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const [why, setWhy] = useState<string | null>(null);
  const leave = (reason: string | null) => {
    dropToken();
    setWhy(reason);
    setToken(null);
  };
  const api = useMemo(() => (token === null ? null : new Api(token, leave)), [token]);
  const enter = (given: string) => {
    keepToken(given);
    setToken(given);
  };
  if (api === null) return <SignIn why={why} onToken={enter} />;
  return (
    <>
      <header class="top">
        <a href="#/">Howship</a>
        <a href="/docs">API</a>
        <button type="button" onClick={() => leave(null)}>
          Sign out
        </button>
      </header>
      <Page api={api} route={route} />
    </>
  );
}

function Page({ api, route }: { readonly api: Api; readonly route: Route }) {
  if (route.page === 'experiments') return <Experiments api={api} />;
  if (route.page === 'unknown')
    return (
      <main>
        <h1>Nothing is here</h1>
        <p>
          The address {route.address} names no page. <a href="#/">All experiments</a>
        </p>
      </main>
    );
  return <ExperimentPage key={route.experiment} api={api} route={route} />;
}
