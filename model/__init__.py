"""What a journey is: records, their changes, their order and their drawing. No Qt and no reportlab."""
