/** Styles are put into a file of their own by whoever bundles. */
declare module '*.css';
