import { useEffect, useRef, useState } from 'preact/hooks';
import { type Api, CallFailure } from '../stack/api.ts';
import { askReport } from '../stack/report.ts';
import { saveFile } from './save-file.ts';

interface ReportButtonProps {
  readonly api: Api;
  readonly experiment: string;
}

/** Saves the report as a file: a link could not bring the token with it, and what is saved can be handed on. */
export function ReportButton({ api, experiment }: ReportButtonProps) {
  const [part, setPart] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const quit = useRef(new AbortController());
  useEffect(() => () => quit.current.abort(), []);
  const save = async () => {
    setFailure(null);
    try {
      const page = await askReport(api, experiment, quit.current.signal, setPart);
      saveFile(new Blob([page], { type: 'text/html' }), `${experiment}.html`);
    } catch (error) {
      if (quit.current.signal.aborted) return;
      if (!(error instanceof CallFailure)) throw error;
      setFailure(error.message);
    } finally {
      setPart(null);
    }
  };
  return (
    <p class="report">
      <button type="button" disabled={part !== null} onClick={save}>
        {part === null ? 'Save the report' : `Making the report, part ${part} …`}
      </button>
      {failure !== null && (
        <span class="box failure" role="alert">
          No report: {failure}
        </span>
      )}
    </p>
  );
}
