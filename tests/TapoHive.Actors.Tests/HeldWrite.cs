namespace TapoHive.Actors.Tests;

/// <summary>One write that goes on, well or badly, when a test says so.</summary>
internal sealed class HeldWrite
{
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The journal has been given it.</summary>
    public Task Began => _began.Task;

    public void Finish() => _end.SetResult();

    public void Fail() => _end.SetException(new IOException("No space left on device."));

    public Task PassAsync()
    {
        _began.SetResult();
        return _end.Task;
    }
}
