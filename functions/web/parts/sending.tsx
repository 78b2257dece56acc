/** A change that a person sends: whether it is on its way, and what became of it where it failed. */
import { useState } from 'preact/hooks';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { CallFailure } from '../stack/api.ts';
import { notDoneText } from '../stack/not-done.ts';

type Failure = CallFailure | Refusal;

export function useSending() {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  /** One change at a time; what else the work fails with is a fault of the page. */
  const send = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CallFailure || error instanceof Refusal)) throw error;
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, failure, send };
}

interface NotDoneProps {
  readonly failure: Failure | null;
  /** What is so where it surely was not done. */
  readonly refused: string;
  /** What failed would have changed something. */
  readonly isChange?: boolean;
}

export function NotDone({ failure, refused, isChange = true }: NotDoneProps) {
  if (failure === null) return null;
  return (
    <p class="box failure" role="alert">
      {isChange ? notDoneText(failure, refused) : refused} <bdi>{failure.message}</bdi>{' '}
      <code>{failure.code}</code>
    </p>
  );
}
