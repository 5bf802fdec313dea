export interface LibraryCard {
  holder: string;
}
