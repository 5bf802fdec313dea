-- Search as it is asked now (platform 0004).
call platform.make_search_functions('permohonan', false);
