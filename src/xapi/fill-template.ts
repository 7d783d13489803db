/** An IRI out of a template of the settings: `{homePage}` as it stands, and an id made fit for an IRI. */
export const fillTemplate = (template: string, homePage: string, placeholder: string, id: string): string =>
  template.split('{homePage}').join(homePage).split(placeholder).join(encodeURIComponent(id));
