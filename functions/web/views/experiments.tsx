import * as z from 'zod';
import { experimentsSchema } from '../../../shared/contract/experiments.ts';
import { addressOf, NEW_ADDRESS } from '../address/route.ts';
import { Answer } from '../parts/answer.tsx';
import { Instant } from '../parts/instant.tsx';
import { Later } from '../parts/later.tsx';
import type { Api } from '../stack/api.ts';
import { useAnswer } from '../stack/use-answer.ts';

const EVERY_MS = 15_000;
const titleSchema = z.object({ title: z.string().optional() });

export function Experiments({ api }: { readonly api: Api }) {
  const shown = useAnswer(
    'experiments',
    (signal) => api.get('/v1/experiments', experimentsSchema, {}, signal),
    EVERY_MS,
  );
  return (
    <main>
      <h1>Experiments</h1>
      <Answer of={shown} what="the experiments">
        {({ experiments, now, damaged = [], lost = [] }) => (
          <>
            {experiments.length === 0 && (
              <div class="box">
                <p>
                  There is no experiment yet. A definition makes one, and two files are enough to draft it:{' '}
                  <a href={NEW_ADDRESS}>New experiment</a>, or on the command line
                </p>
                <pre>
                  {
                    './howship experiment new flight.csv ground.csv -o mine.yaml\n./howship experiment apply mine.yaml'
                  }
                </pre>
              </div>
            )}
            {[...damaged.map(({ id }) => id), ...lost].map((id) => (
              <p class="box failure" role="alert" key={id}>
                {id} cannot be shown: what is kept of it is damaged or lost.{' '}
                <code>./howship rebuild -e {id}</code> makes it again from its files.
              </p>
            ))}
            <p>
              <a href={NEW_ADDRESS}>New experiment</a>
            </p>
            <ul class="cards">
              {experiments.map(({ id, revision, appliedAt, definition }) => (
                <li key={id}>
                  <article class="card">
                    <h2>
                      <a href={addressOf(id, 'arrived')}>
                        <bdi>{titleOf(definition) ?? id}</bdi>
                      </a>
                    </h2>
                    <span class="card-line soft">
                      {id}, revision {revision} of <Instant iso={appliedAt} />
                    </span>
                    <Later load={() => import('../experiments/standing.tsx')}>
                      {({ Standing }) => <Standing api={api} id={id} now={now} />}
                    </Later>
                  </article>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
    </main>
  );
}

function titleOf(definition: unknown): string | null {
  const read = titleSchema.safeParse(definition);
  return read.success ? (read.data.title ?? null) : null;
}
