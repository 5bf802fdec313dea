/** A merge field that the writer may put in, and what it is called: "Nama pegawai". */
export interface MergeFieldChoice {
  name: string;
  label: string;
}
