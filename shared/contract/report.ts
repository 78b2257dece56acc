/** How the last part of a report ends. A header does not say it: a long part is a link to elsewhere, without ours. */
export const REPORT_END = '</html>\n';
