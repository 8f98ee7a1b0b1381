lat_corps.people.follow_lists();
