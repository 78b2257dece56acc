import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { countText } from '../../shared/domain/words/count.ts';
import { type Route, routeOf, titleOf } from './address/route.ts';
import { ClockNotice } from './parts/clock-notice.tsx';
import { Keys } from './parts/keys.tsx';
import { Later } from './parts/later.tsx';
import { PaperHead } from './parts/paper-head.tsx';
import { StrayDrop } from './parts/stray-drop.tsx';
import { keepZone, keptZone, ZoneChoice, ZoneContext } from './parts/zone.tsx';
import type { Zone } from './parts/zoned-text.ts';
import { Api } from './stack/api.ts';
import { dropToken, isTokenInAddress, keepToken, takeToken } from './stack/token.ts';
import { Desk } from './uplink/desk.ts';
import { ExperimentPage } from './views/experiment.tsx';
import { Experiments } from './views/experiments.tsx';
import { SignIn } from './views/sign-in.tsx';

export function App() {
  const [token, setToken] = useState(takeToken);
  const [zone, setZone] = useState<Zone>(keptZone);
  useTokenInAddress(setToken);
  const route = useRoute();
  const [why, setWhy] = useState<string | null>(null);
  const leave = (reason: string | null) => {
    dropToken();
    setWhy(reason);
    setToken(null);
  };
  const current = useRef<Api | null>(null);
  const api = useMemo(() => {
    if (token === null) return null;
    // A late answer to what was asked before says nothing of the token that is in use now.
    const made: Api = new Api(token, (reason) => {
      if (current.current === made) leave(reason);
    });
    return made;
  }, [token]);
  current.current = api;
  // What is on its way goes on, whatever page is looked at, and waits for the next token where one is refused.
  const [desk] = useState(() => new Desk());
  const signOut = () => leave(stoppedText(desk.stop()));
  useEffect(() => desk.use(api), [api]);
  const enter = (given: string) => {
    keepToken(given);
    setToken(given);
    requestAnimationFrame(focusContent);
  };
  const choose = (chosen: Zone) => {
    keepZone(chosen);
    setZone(chosen);
  };
  if (api === null) return <SignIn why={why} onToken={enter} />;
  return (
    <ZoneContext.Provider value={zone}>
      <header class="top">
        <a class="skip" href={location.hash} onClick={skip}>
          Skip to the content
        </a>
        <a class="name" href="#/">
          Howship
        </a>
        <a href="/docs">API</a>
        <ZoneChoice zone={zone} onChange={choose} />
        <Keys route={route} onZone={() => choose(zone === 'utc' ? 'local' : 'utc')} />
        <button type="button" onClick={signOut}>
          Sign out
        </button>
      </header>
      <ClockNotice />
      <StrayDrop route={route} />
      <PaperHead />
      <Page api={api} route={route} desk={desk} />
    </ZoneContext.Provider>
  );
}

/** The address that the stack prints may be opened in a tab that shows the console already: no page is loaded then. */
function useTokenInAddress(onToken: (token: string) => void): void {
  useEffect(() => {
    const take = () => {
      if (!isTokenInAddress()) return;
      const token = takeToken();
      if (token !== null) onToken(token);
      dispatchEvent(new Event('hashchange'));
    };
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
}

/** Null where nothing was on its way. */
function stoppedText(files: number): string | null {
  if (files === 0) return null;
  return `You signed out, which stopped ${countText(files, 'upload')}. What arrived is kept for a week. To continue, sign in again in this tab and press Go on.`;
}

/** What the address says. Another page has its title, begins at its top, and takes the focus that the old one lost. */
function useRoute(): Route {
  const [route, setRoute] = useState<Route>(() => routeOf(location.hash));
  useEffect(() => {
    const follow = () => setRoute(routeOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const title = titleOf(route);
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = title;
    if (!isFirst.current) {
      focusContent();
      scrollTo(0, 0);
    }
    isFirst.current = false;
  }, [title]);
  return route;
}

/** The part of an experiment that is looked at, else the whole page. */
function focusContent(): void {
  const content = document.getElementById('part') ?? document.querySelector('main');
  if (content === null) return;
  content.tabIndex = -1;
  content.focus({ preventScroll: true });
}

/** The address behind `#` names the page: a link to a place in it would lead away from it. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  focusContent();
  document.activeElement?.scrollIntoView();
}

interface PageProps {
  readonly api: Api;
  readonly route: Route;
  readonly desk: Desk;
}

function Page({ api, route, desk }: PageProps) {
  if (route.page === 'experiments') return <Experiments api={api} />;
  if (route.page === 'new')
    return (
      <Later load={() => import('./views/new-experiment.tsx')}>
        {({ NewExperiment }) => <NewExperiment api={api} desk={desk} />}
      </Later>
    );
  if (route.page === 'unknown')
    return (
      <main>
        <h1>Nothing is here</h1>
        <p>
          The address {route.address} names no page. <a href="#/">All experiments</a>
        </p>
      </main>
    );
  return <ExperimentPage key={route.experiment} api={api} route={route} desk={desk} />;
}
