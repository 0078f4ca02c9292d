"""Turns the customer data a business has into segments, actions and proven return."""
