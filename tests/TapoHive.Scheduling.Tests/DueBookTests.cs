using TapoHive.Domain.Schedules;

namespace TapoHive.Scheduling.Tests;

public sealed class DueBookTests
{
    private static readonly ScheduleName A = new("a");
    private static readonly ScheduleName B = new("b");
    private readonly DueBook _book = new();

    [Fact]
    public void An_answer_crosses_out_its_question()
    {
        _book.Add(A);
        var (schedules, number) = _book.Ask();
        _book.Answered(schedules, number);
        Assert.False(_book.IsOpen);
    }

    [Fact]
    public void What_was_noted_after_the_question_is_asked_again()
    {
        _book.Add(A);
        var (schedules, number) = _book.Ask();
        _book.Add(A);
        _book.Add(B);
        _book.Answered(schedules, number);
        Assert.Equal([A, B], _book.Ask().Schedules);
    }

    [Fact]
    public void All_stands_for_each()
    {
        _book.Add(A);
        _book.Add(null);
        var (schedules, number) = _book.Ask();
        Assert.Empty(schedules);
        _book.Answered(schedules, number);
        Assert.False(_book.IsOpen);
    }

    [Fact]
    public void A_late_answer_to_an_earlier_question_leaves_what_came_since()
    {
        _book.Add(null);
        var (first, number) = _book.Ask();
        _book.Add(null);
        _book.Answered(first, number);
        Assert.True(_book.IsOpen);
    }
}
