"""The forty worked examples of the five documents (E01–E40), each with the tests that show it by name."""

SANMING, NINGSHAN = "tests/unit/scoring/test_sanming.py", "tests/unit/scoring/test_ningshan.py"
CITY, LIVELIHOOD = "tests/unit/scoring/test_city_and_counties.py", "tests/unit/scoring/test_livelihood.py"
SHANXI = "tests/unit/scoring/test_shanxi.py"

SHOWN_BY = {
    "E01": (SANMING, "test_e01_leaders_sixty_and_forty"),
    "E02": (SANMING, "test_e02_questionnaire_and_network_poll"),
    "E03": (SANMING, "test_e03_commendations_up_to_five"),
    "E04": (SANMING, "test_e04_site_inspection_down_to_ten"),
    "E05": (SANMING, "test_e05_second_and_last_in_the_province"),
    "E06": (SANMING, "test_e06_taking_part_and_third_place"),
    "E07": (SANMING, "test_e07_the_hundred_points"),
    "E08": (NINGSHAN, "test_e08_what_the_city_took_or_gave_counts_double"),
    "E09": (NINGSHAN, "test_e09_august_filed_on_the_morning_of_the_16th"),
    "E10": (NINGSHAN, "test_e10_late_once_waits_for_an_amount"),
    "E11": (CITY, "test_e11_decisions_down_to_nothing"),
    "E12": (CITY, "test_e12_two_late_one_undone", "test_e12_one_task_both_late_and_undone"),
    "E13": (CITY, "test_e13_bands_of_information", "test_e13_nothing_filed_and_nothing_used"),
    "E14": (CITY, "test_e14_information_with_faults"),
    "E15": (CITY, "test_e15_urgent_information"),
    "E16": (CITY, "test_e16_files_with_a_cap_inside"),
    "E17": (CITY, "test_e17_documents_and_filing"),
    "E18": (CITY, "test_e18_office_work_is_the_sum"),
    "E19": (CITY, "test_e19_duty_down_to_nothing"),
    "E20": (CITY, "test_e20_the_same_problem_of_team_and_members"),
    "E21": (CITY, "test_e21_at_least_four_checks"),
    "E22": (CITY, "test_e22_offences"),
    "E23": (CITY, "test_e23_inspectors_liable"),
    "E24": (CITY, "test_e24_tiers_of_training"),
    "E25": (CITY, "test_e25_expert_mark_of_a_hundred_as_one_point"),
    "E26": (CITY, "test_e26_a_park_has_what_its_district_has"),
    "E27": (LIVELIHOOD, "test_e27_without_bonus_no_more_than_the_base"),
    "E28": (
        LIVELIHOOD,
        "test_e28_bonus_against_the_best",
        "test_e28_the_group_is_counties_and_zone_and_who_has_no_task_is_outside",
    ),
    "E29": (LIVELIHOOD, "test_e29_nobody_over_and_only_one"),
    "E30": (
        LIVELIHOOD,
        "test_e30_three_readings_of_each_two_percent",
        "test_e30_not_scored_before_one_is_chosen",
    ),
    "E31": (
        LIVELIHOOD,
        "test_e31_no_more_than_sixty_percent_is_lost",
        "test_e31_nor_where_it_cannot_be_counted",
    ),
    "E32": (LIVELIHOOD, "test_e32_short_by_one_percent_costs_nothing_yet_bars"),
    "E33": (LIVELIHOOD, "test_e33_criticised_at_two_levels"),
    "E34": (LIVELIHOOD, "test_e34_the_total"),
    "E35": (LIVELIHOOD, "test_e35_the_unfinished_is_passed_over"),
    "E36": (
        LIVELIHOOD,
        "test_e36_the_single_award_slides_past_the_overall_winner",
        "test_e36_whether_the_project_itself_must_be_met",
    ),
    "E37": (LIVELIHOOD, "test_e37_no_last_place_when_all_finished"),
    "E38": (LIVELIHOOD, "test_e38_nominations_of_thirty_nine"),
    "E39": (SHANXI, "test_e39_the_parts_of_fifty_thousand"),
    "E40": (SHANXI, "test_e40_two_targets_in_one_item", "test_e40_no_reading_is_taken_for_the_office"),
}
"""Identifier: the file, then the names of its tests."""
