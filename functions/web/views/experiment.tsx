import { addressOf, type Route, TABS, TITLES } from '../address/route.ts';
import { Answer } from '../parts/answer.tsx';
import { Later } from '../parts/later.tsx';
import { ReportButton } from '../parts/report-button.tsx';
import type { Api } from '../stack/api.ts';
import { askExperiment } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';
import type { Desk } from '../uplink/desk.ts';
import { Alarms } from './alarms.tsx';

interface ExperimentPageProps {
  readonly api: Api;
  readonly route: Extract<Route, { experiment: string }>;
  readonly desk: Desk;
}

export function ExperimentPage({ api, route, desk }: ExperimentPageProps) {
  const { experiment: id, page, query } = route;
  const shown = useAnswer(`experiment ${id}`, (signal) => askExperiment(api, id, signal));
  return (
    <main>
      {shown.answer === null && (
        <h1>
          <bdi>{id}</bdi>
        </h1>
      )}
      <Answer of={shown} what={`the experiment ${id}`}>
        {(experiment) => (
          <>
            <h1>
              <bdi>{experiment.title ?? id}</bdi>{' '}
              {experiment.title !== undefined && <span class="soft">{id}</span>}
            </h1>
            <nav aria-label="Parts of the experiment" class="tabs">
              {TABS.map((tab) => (
                <a
                  key={tab}
                  class="tab"
                  href={addressOf(id, tab)}
                  aria-current={tab === page ? 'page' : undefined}
                >
                  {TITLES[tab]}
                </a>
              ))}
            </nav>
            <ReportButton api={api} experiment={id} />
            <h2 id="part" class="hidden">
              {TITLES[page]}
            </h2>
            {page === 'arrived' && (
              <Later load={() => import('./arrived.tsx')}>
                {({ Arrived }) => <Arrived {...{ api, experiment, desk, query }} />}
              </Later>
            )}
            {page === 'twins' && (
              <Later load={() => import('./twins.tsx')}>
                {({ Twins }) => <Twins api={api} experiment={experiment} query={query} />}
              </Later>
            )}
            {page === 'deltas' && (
              <Later load={() => import('./deltas.tsx')}>
                {({ Deltas }) => <Deltas api={api} experiment={experiment} query={query} />}
              </Later>
            )}
            {page === 'alarms' && <Alarms api={api} experiment={experiment} query={query} />}
            {page === 'genes' && (
              <Later load={() => import('./genes.tsx')}>
                {({ Genes }) => <Genes api={api} experiment={experiment} query={query} />}
              </Later>
            )}
            {page === 'pits' && (
              <Later load={() => import('./pits.tsx')}>
                {({ Pits }) => <Pits api={api} experiment={experiment} query={query} />}
              </Later>
            )}
            {page === 'literature' && (
              <Later load={() => import('./literature.tsx')}>
                {({ Literature }) => <Literature api={api} experiment={experiment} query={query} />}
              </Later>
            )}
            {page === 'definition' && (
              <Later load={() => import('./definition.tsx')}>
                {({ Definition }) => <Definition api={api} experiment={id} />}
              </Later>
            )}
          </>
        )}
      </Answer>
    </main>
  );
}
