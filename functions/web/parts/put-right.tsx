/** Withdraws a file, has it read again or retried, and says who did so before: loaded when somebody opens it. */
import { useId, useState } from 'preact/hooks';
import { DOWNLINK_ACTION_WORDS } from '../../../shared/contract/downlink-words.ts';
import { historySchema, type ReceiptOnWire, receiptSchema } from '../../../shared/contract/downlinks.ts';
import type { Api } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';
import { Answer } from './answer.tsx';
import { Instant } from './instant.tsx';
import { actsOn, type PutRight } from './put-right-acts.ts';
import { NotDone, useSending } from './sending.tsx';

interface PutRightFormsProps {
  readonly api: Api;
  readonly experiment: string;
  readonly receipt: ReceiptOnWire;
  /** Hears the receipt after it. */
  readonly onDone: (receipt: ReceiptOnWire) => void;
}

const LONGEST_REASON = 500;

export function PutRightForms({ api, experiment, receipt, onDone }: PutRightFormsProps) {
  const path = pathOf(experiment, 'downlinks', receipt.id);
  const acts = actsOn(receipt);
  const [said, setSaid] = useState('');
  const { isBusy, failure, send } = useSending();
  const [done, setDone] = useState(0);
  const act = ({ verb, title }: PutRight, sent: object) => {
    setSaid('');
    return send(async () => {
      const after = await api.post(`${path}/${verb}`, sent, receiptSchema);
      setSaid(`${title}: done. The file is now ${after.state}.`);
      setDone((n) => n + 1);
      onDone(after);
    });
  };
  return (
    <>
      {typeof acts === 'string' ? (
        <p>{acts}</p>
      ) : (
        acts.map((one) => (
          <ActForm key={one.verb} act={one} isBusy={isBusy} onAct={(sent) => act(one, sent)} />
        ))
      )}
      <NotDone failure={failure} refused="Nothing has changed." />
      <p role="status">{said}</p>
      <History key={done} {...{ api, path }} />
    </>
  );
}

interface ActFormProps {
  readonly act: PutRight;
  readonly isBusy: boolean;
  readonly onAct: (sent: object) => void;
}

function ActForm({ act: { verb, title, before }, isBusy, onAct }: ActFormProps) {
  const [reason, setReason] = useState('');
  const isWithdrawal = verb === 'withdraw';
  const says = useId();
  return (
    <form
      class="put-right"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) onAct(isWithdrawal ? { reason: reason.trim() } : {});
      }}
    >
      <p id={says}>{before}</p>
      <div class="put-right-acts">
        {isWithdrawal && (
          <label>
            Why{' '}
            <input
              value={reason}
              required
              maxLength={LONGEST_REASON}
              placeholder="for those who read it later"
              onInput={({ currentTarget }) => setReason(currentTarget.value)}
            />
          </label>
        )}
        <button
          type="submit"
          aria-describedby={says}
          disabled={isBusy || (isWithdrawal && reason.trim() === '')}
        >
          {title}
        </button>
      </div>
    </form>
  );
}

/** A withdrawal is noted once its samples are out of the answers. */
const EVERY_MS = 5000;

function History({ api, path }: { readonly api: Api; readonly path: string }) {
  const shown = useAnswer(
    `${path}/history`,
    (signal) => api.get(`${path}/history`, historySchema, {}, signal),
    EVERY_MS,
  );
  return (
    <Answer of={shown} what="who did something about this file">
      {({ actions }) =>
        actions.length === 0 ? (
          <p class="soft">Nothing is noted yet of a withdrawal or another reading of this file.</p>
        ) : (
          <ul>
            {actions.map(({ action, at, by, reason }) => (
              <li key={`${at} ${action}`}>
                <Instant iso={at} /> {DOWNLINK_ACTION_WORDS[action]} by <bdi>{by}</bdi>
                {reason !== undefined && (
                  <>
                    : <bdi>{reason}</bdi>
                  </>
                )}
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  );
}
