/** What routes may be, and how many of them there may be: what the interface says of them. */

export const TEMPLATES = ['howship', 'slack', 'pagerduty'] as const;

export const MOST_ROUTES = 20;
/** Characters. */
export const LONGEST_SECRET = 200;
export const LONGEST_URL = 2000;
