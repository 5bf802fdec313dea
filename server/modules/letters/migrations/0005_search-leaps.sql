-- Search as it is asked now (platform 0003).
call platform.make_search_functions('letters', true);
