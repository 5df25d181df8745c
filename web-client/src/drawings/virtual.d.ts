declare module "virtual:compare-pictures" {
  /// The file of all pictures; `#e17` behind it shows the one with number 17.
  export const comparePicturesUrl: string;
}
