/** Who put which definition in force, and when: asked for when somebody opens it. */
import { definitionsSchema } from '../../../shared/contract/definitions.ts';
import { Answer } from '../parts/answer.tsx';
import { Instant } from '../parts/instant.tsx';
import type { Api } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

export function Revisions({ api, experiment }: { readonly api: Api; readonly experiment: string }) {
  const path = pathOf(experiment, 'definitions');
  const shown = useAnswer(path, (signal) => api.get(path, definitionsSchema, {}, signal));
  return (
    <Answer of={shown} what="the revisions">
      {({ definitions }) => (
        <ul>
          {definitions
            .flatMap(({ revisions }) => revisions)
            .toSorted((a, b) => b.revision - a.revision)
            .map(({ revision, appliedAt, appliedBy }) => (
              <li key={revision}>
                Revision {revision}: <Instant iso={appliedAt} />{' '}
                {appliedBy === undefined ? (
                  'by nobody that was noted'
                ) : (
                  <>
                    by <bdi>{appliedBy}</bdi>
                  </>
                )}
              </li>
            ))}
        </ul>
      )}
    </Answer>
  );
}
