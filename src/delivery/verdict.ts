/** Where parcels go. A gateway speaks like an LRS. */
export type Destination = 'lrs' | 'stats' | 'analytics';
