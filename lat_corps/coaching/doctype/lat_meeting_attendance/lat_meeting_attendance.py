from lat_corps.document import LatRow


class LATMeetingAttendance(LatRow):
	pass
