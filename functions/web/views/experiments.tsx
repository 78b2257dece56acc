import * as z from 'zod';
import { experimentsSchema } from '../../../shared/contract/experiments.ts';
import { addressOf } from '../address/route.ts';
import { Answer } from '../parts/answer.tsx';
import { Instant } from '../parts/instant.tsx';
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
        {({ experiments, damaged = [], lost = [] }) => (
          <>
            {experiments.length === 0 && (
              <div class="box">
                <p>There is no experiment yet. A definition makes one; two files are enough to draft it:</p>
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
            <ul class="cards">
              {experiments.map(({ id, revision, appliedAt, definition }) => (
                <li key={id}>
                  <a class="card" href={addressOf(id, 'arrived')}>
                    <strong class="card-line">{titleOf(definition) ?? id}</strong>
                    <span class="card-line soft">
                      {id}, revision {revision} of <Instant iso={appliedAt} />
                    </span>
                  </a>
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
