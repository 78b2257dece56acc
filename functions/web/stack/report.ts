import { REPORT_END } from '../../../shared/contract/report.ts';
import type { Api } from './api.ts';
import { pathOf } from './experiment.ts';

/** The whole experiment as a page of its own, part by part: the whole of many pairs would take longer than an answer may. */
export async function askReport(
  api: Api,
  experiment: string,
  signal: AbortSignal,
  onPart: (part: number) => void,
): Promise<string> {
  const path = pathOf(experiment, 'report');
  let page = '';
  for (let part = 1; !page.endsWith(REPORT_END); part++) {
    onPart(part);
    page += await (await api.file(path, 'text/html', { next: String(part) }, signal)).text();
  }
  return page;
}
